//! Whether this machine runs on its battery.

use std::fs;
use std::path::Path;

/// Folder in which Linux describes batteries and mains adapters.
pub const POWER_SUPPLIES: &str = "/sys/class/power_supply";

/// Returns `true` if a battery described in `folder` is being discharged and no adapter there supplies power. Where
/// nothing is described, as on other systems than Linux, the machine counts as one on mains.
pub fn is_on_battery(folder: &Path) -> bool {
    let supplies: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    let says = |supply: &Path, file: &str, value: &str| {
        fs::read_to_string(supply.join(file)).is_ok_and(|text| text.trim().eq_ignore_ascii_case(value))
    };
    // A mouse or a keyboard has a battery too, which tells nothing of the machine.
    let is_of_machine = |supply: &Path| !says(supply, "scope", "Device");
    let discharges = |supply: &Path| says(supply, "status", "Discharging") && is_of_machine(supply);
    let is_connected = |supply: &Path| says(supply, "online", "1") && is_of_machine(supply);
    supplies.iter().any(|supply| discharges(supply)) && !supplies.iter().any(|supply| is_connected(supply))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_on_its_battery_while_that_is_discharged_and_no_adapter_is_connected() {
        let folder = tempfile::tempdir().unwrap();
        let set = |supply: &str, file: &str, value: &str| {
            fs::create_dir_all(folder.path().join(supply)).unwrap();
            fs::write(folder.path().join(supply).join(file), format!("{value}\n")).unwrap();
        };
        assert!(!is_on_battery(&folder.path().join("missing")));
        assert!(!is_on_battery(folder.path()));
        set("hidpp_battery_0", "scope", "Device");
        set("hidpp_battery_0", "status", "Discharging");
        assert!(!is_on_battery(folder.path()), "the battery of a mouse");
        set("hidpp_battery_0", "online", "1");
        set("BAT0", "status", "Discharging");
        assert!(is_on_battery(folder.path()));
        set("AC", "online", "1");
        assert!(!is_on_battery(folder.path()));
        set("AC", "online", "0");
        assert!(is_on_battery(folder.path()));
        set("BAT0", "status", "Charging");
        assert!(!is_on_battery(folder.path()));
    }
}

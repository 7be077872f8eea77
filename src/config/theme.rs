//! Themes: the colours of speakers and of found words, from a file of the program or of the user.

use toml::{Table, Value};

/// A colour of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the terminal's own 16, by number.
    Own(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The colours of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The speakers of an article in turn; at least one.
    pub speakers: Vec<Colour>,
    /// Letters of found words, and what is behind them.
    pub found: (Colour, Colour),
    /// What the background is taken for when contrast is checked.
    pub background: Colour,
}

/// The themes of the program: name and file. The first is the default.
pub const THEMES: &[(&str, &str)] = &[
    ("dark-16", include_str!("../../themes/dark-16.toml")),
    ("light-16", include_str!("../../themes/light-16.toml")),
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
];

/// Names of the terminal's own colours, by number.
const OWN: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];

impl Palette {
    /// A theme of the program by name.
    pub fn named(name: &str) -> Option<Self> {
        let (_, file) = THEMES.iter().find(|(other, _)| *other == name)?;
        Self::parse(file).ok()
    }

    /// The theme that a file describes.
    ///
    /// # Errors
    ///
    /// A line that names what is wrong: the file is no TOML, a setting is missing or unknown, a colour cannot be read.
    pub fn parse(file: &str) -> Result<Self, ThemeError> {
        let table: Table =
            file.parse().map_err(|error: toml::de::Error| ThemeError::Toml(error.message().to_owned()))?;
        if let Some(name) = table.keys().find(|name| !["background", "speakers", "found"].contains(&name.as_str())) {
            return Err(ThemeError::Unknown(name.clone()));
        }
        let speakers = colours(&table, "speakers")?;
        let found = colours(&table, "found")?;
        let background = table.get("background").map_or(Ok(Colour::Own(0)), |value| colour("background", value))?;
        match (speakers.is_empty(), found.as_slice()) {
            (false, &[letters, behind]) => Ok(Self { speakers, found: (letters, behind), background }),
            (true, _) => Err(ThemeError::Number("speakers", "one colour or more")),
            (false, _) => Err(ThemeError::Number("found", "two colours")),
        }
    }
}

impl Default for Palette {
    fn default() -> Self {
        let speakers = [6, 3, 13, 2, 9, 14, 11, 10].map(Colour::Own).into();
        Self { speakers, found: (Colour::Own(0), Colour::Own(3)), background: Colour::Own(0) }
    }
}

/// What is wrong in a theme's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Not TOML.
    #[error("{0}")]
    Toml(String),
    /// A setting that no theme has.
    #[error("unknown setting `{0}`; a theme has background, speakers and found")]
    Unknown(String),
    /// A setting with too few or too many colours.
    #[error("`{0}` must be {1}")]
    Number(&'static str, &'static str),
    /// Something that is no colour.
    #[error("`{0}`: {1} is not a colour; write a name such as light-red, or #rrggbb")]
    Colour(&'static str, String),
}

fn colours(table: &Table, name: &'static str) -> Result<Vec<Colour>, ThemeError> {
    let values = table.get(name).and_then(Value::as_array).ok_or(ThemeError::Number(name, "a list of colours"))?;
    values.iter().map(|value| colour(name, value)).collect()
}

fn colour(name: &'static str, value: &Value) -> Result<Colour, ThemeError> {
    let text = value.as_str().unwrap_or_default();
    let own = OWN.iter().position(|own| *own == text).map(|at| Colour::Own(at as u8));
    own.or_else(|| rgb(text)).ok_or_else(|| ThemeError::Colour(name, value.to_string()))
}

fn rgb(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Colour::Rgb(part(0)?, part(2)?, part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terminal's own colours as xterm shows them.
    const XTERM: [u32; 16] = [
        0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000,
        0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
    ];

    fn parts(colour: Colour) -> [f64; 3] {
        let [_, r, g, b] = match colour {
            Colour::Own(at) => XTERM[usize::from(at)].to_be_bytes(),
            Colour::Rgb(r, g, b) => [0, r, g, b],
        };
        [r, g, b].map(|part| f64::from(part) / 255.0)
    }

    /// Contrast as WCAG 2.2 defines it, 1 to 21.
    fn contrast(a: Colour, b: Colour) -> f64 {
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        let luminance = |colour| {
            let [r, g, b] = parts(colour).map(linear);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_theme_can_be_read_on_its_background() {
        for (name, _) in THEMES {
            let palette = Palette::named(name).unwrap();
            for colour in &palette.speakers {
                let ratio = contrast(*colour, palette.background);
                assert!(ratio >= 4.5, "{name}: {colour:?} {ratio:.2}");
            }
            let (letters, behind) = palette.found;
            assert!(contrast(letters, behind) >= 7.0, "{name}: found words");
        }
    }

    #[test]
    fn neighbours_differ() {
        for (name, _) in THEMES {
            let speakers = Palette::named(name).unwrap().speakers;
            for (at, colour) in speakers.iter().enumerate() {
                let next = parts(speakers[(at + 1) % speakers.len()]);
                let far: f64 = parts(*colour).iter().zip(next).map(|(a, b)| (a - b).abs()).sum();
                assert!(far >= 0.4, "{name}: {at} {colour:?} {far:.2}");
            }
        }
    }

    #[test]
    fn the_first_theme_is_the_default() {
        assert_eq!(Palette::named(THEMES[0].0), Some(Palette::default()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let told = |file: &str| Palette::parse(file).unwrap_err().to_string();
        assert_eq!(told("found = []"), "`speakers` must be a list of colours");
        assert_eq!(told("speakers = []\nfound = [\"red\", \"blue\"]"), "`speakers` must be one colour or more");
        assert_eq!(told("speakers = [\"red\"]\nfound = [\"red\"]"), "`found` must be two colours");
        assert_eq!(
            told("speakers = [\"pink\"]\nfound = []"),
            "`speakers`: \"pink\" is not a colour; write a name such as light-red, or #rrggbb"
        );
        assert_eq!(told("quoted = 1"), "unknown setting `quoted`; a theme has background, speakers and found");
        assert!(!told("speakers = [").is_empty());
        assert!(Palette::parse("speakers = [\"#zzzzzz\"]\nfound = []").is_err());
    }
}

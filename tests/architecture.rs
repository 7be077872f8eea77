//! Holds what Cargo cannot: which layer of a crate may name which, who may use the clock, threads and files, sizes, and
//! that lints are not bypassed.

// The whole file is test code: `unwrap` is allowed in its helpers too.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The layers of a package, lowest first: each may name itself and those before it. Modules that are not listed are
/// free.
struct Layers {
    package: &'static str,
    modules: &'static [&'static str],
}

const LAYERS: &[Layers] = &[
    Layers {
        package: "sayso-attribution",
        modules: &["language", "text", "document", "parsed", "rules", "tagger", "ensemble", "coreference", "analyzer"],
    },
    Layers { package: "sayso-library", modules: &["files", "journal", "index", "service"] },
    Layers { package: "sayso", modules: &["cells", "config", "fetch", "app", "ui", "linear", "terminal", "cli"] },
];

/// Folders of the packages whose code is held to the sizes and layers, and the name of each package.
const PACKAGES: &[(&str, &str)] = &[
    ("src", "sayso"),
    ("crates/sayso-attribution/src", "sayso-attribution"),
    ("crates/sayso-library/src", "sayso-library"),
];

/// Files that name each other.
struct Circle {
    package: &'static str,
    /// Modules, each with those below it.
    files: &'static [&'static str],
}

/// Circles that stay, each for a reason.
const CIRCLES: &[Circle] = &[
    // `sayso` without a screen prints what `show` prints, `show` on a screen opens the reader.
    Circle { package: "sayso", files: &["cli::reader", "cli::show"] },
    // How words are presented is a field of what is found, and is read from what the rules and passages found.
    Circle { package: "sayso-attribution", files: &["attribution", "passages", "rules", "status"] },
    // Who a mention is, which role it has and what it is affiliated with are asked of each other in turn.
    Circle {
        package: "sayso-attribution",
        files: &[
            "coreference::affiliation",
            "coreference::context",
            "coreference::entities",
            "coreference::pronouns",
            "coreference::roles",
            "coreference::short_form",
            "coreference::title_binding",
        ],
    },
    // A source may be several joined by `and`, each of which is a source again.
    Circle { package: "sayso-attribution", files: &["coreference::coordination", "coreference::source"] },
    // The lexicon is read from word lists, whose inflected forms come from the language that holds the lexicon.
    Circle {
        package: "sayso-attribution",
        files: &["language::gazetteer", "language::lexicon", "language::word_list"],
    },
    // A row is written and read by the codec, and the codec tells what the row needs.
    Circle { package: "sayso-library", files: &["index::analysis_codec", "index::documents"] },
    // The finder hands itself to the filter and to the accumulator, which ask it for the facts of a unit.
    Circle { package: "sayso-library", files: &["index::column_filter", "index::finder", "index::score_accumulator"] },
    // An index opens its snapshots and its writer, which hold the index.
    Circle {
        package: "sayso-library",
        files: &["index::open", "index::snapshot", "index::snapshot_loader", "index::writer"],
    },
    // The index in memory is built from the words of each article, counted by the rules of that index.
    Circle { package: "sayso-library", files: &["search::article_words", "search::index"] },
];

/// A name that only some modules may use.
struct Owned {
    name: &'static str,
    /// `package::module`, the module being the first one below the crate root.
    modules: &'static [&'static str],
}

const CLI: &[&str] = &["sayso::cli"];
const TERMINAL: &[&str] = &["sayso::terminal"];
const DRAWING: &[&str] = &["sayso::ui", "sayso::terminal"];
/// Modules that work in the background and look at the clock.
const BACKGROUND: &[&str] = &["sayso::terminal", "sayso::fetch", "sayso-library::service", "sayso-library::outside"];
/// Modules that wait: besides those, the one that waits for locks.
const WAITING: &[&str] = &[
    "sayso::terminal",
    "sayso::fetch",
    "sayso-library::service",
    "sayso-library::outside",
    "sayso-library::files",
    "sayso-library::postgres",
];
/// Modules that run other programs.
const RUNNING: &[&str] = &["sayso::terminal", "sayso-library::outside"];
/// Modules that open files.
const DISK: &[&str] =
    &["sayso-library::files", "sayso-library::journal", "sayso-library::index", "sayso-library::postgres"];

/// Modules that open connections.
const NETWORK: &[&str] = &["sayso::fetch"];

const OWNED: &[Owned] = &[
    Owned { name: "clap", modules: CLI },
    Owned { name: "clap_complete", modules: CLI },
    Owned { name: "clap_mangen", modules: CLI },
    Owned { name: "crossterm", modules: TERMINAL },
    Owned { name: "signal_hook", modules: TERMINAL },
    Owned { name: "std::process::Command", modules: RUNNING },
    Owned { name: "std::thread", modules: WAITING },
    Owned { name: "std::time::Instant", modules: BACKGROUND },
    Owned { name: "std::time::SystemTime", modules: BACKGROUND },
    Owned { name: "jiff::Zoned::now", modules: BACKGROUND },
    Owned { name: "jiff::Timestamp::now", modules: BACKGROUND },
    Owned { name: "std::fs", modules: DISK },
    Owned { name: "ureq", modules: NETWORK },
    Owned { name: "postgres", modules: &["sayso-library::postgres"] },
    Owned { name: "std::net", modules: NETWORK },
    // The terminal module sends the cells that ui draws, and has nothing else of ratatui.
    Owned { name: "ratatui::buffer", modules: DRAWING },
    Owned { name: "ratatui::style", modules: DRAWING },
    Owned { name: "ratatui::layout::Rect", modules: DRAWING },
    Owned { name: "ratatui", modules: &["sayso::ui"] },
];

/// Ways around the lints, and notes of unfinished work. (In pieces, so that this list does not find itself.)
const REFUSED: &[&[&str]] = &[
    &["allow(clippy::", "unwrap"],
    &["allow(clippy::", "expect"],
    &["allow(clippy::", "panic"],
    &["allow(uns", "afe_code"],
    &["TO", "DO"],
    &["FIX", "ME"],
    &["to", "do!("],
    &["unimple", "mented!("],
    &["#[ign", "ore"],
    &["(being", " built)"],
];

#[test]
fn a_layer_names_only_those_below_it() {
    let mut faults = Vec::new();
    for file in sources() {
        let Some(own) = file.module.first().and_then(|module| rank(file.package, module)) else { continue };
        for used in &file.names {
            let Some(rank) = used.own_module().and_then(|module| rank(file.package, module)) else { continue };
            if rank > own {
                faults.push(format!("{} names {}", file.place(used.line), used.path.join("::")));
            }
        }
    }
    assert!(faults.is_empty(), "a layer names one above it:\n{}", faults.join("\n"));
}

/// A module may name those that it is a part of, and what they pass on from others counts as theirs.
#[test]
fn files_form_no_circles() {
    let mut faults = Vec::new();
    for (_, package) in PACKAGES {
        let imports = Imports::of(package);
        for circle in imports.circles() {
            let names: Vec<String> = circle.iter().map(|at| imports.files[*at].module.join("::")).collect();
            let is_in = |name: &str, known: &&str| name == *known || name.starts_with(&format!("{known}::"));
            let is_known = |known: &Circle| names.iter().all(|name| known.files.iter().any(|known| is_in(name, known)));
            if !CIRCLES.iter().any(|known| known.package == *package && is_known(known)) {
                faults.push(format!("{package}: {}", names.join(", ")));
            }
        }
    }
    assert!(faults.is_empty(), "files that name each other:\n{}", faults.join("\n"));
}

#[test]
fn what_belongs_to_some_modules_is_named_there_only() {
    let mut faults = Vec::new();
    for file in sources() {
        let Some(first) = file.module.first() else { continue };
        let module = format!("{}::{first}", file.package);
        for used in file.names.iter().filter(|used| !used.in_tests) {
            let path = used.path.join("::");
            let owner = OWNED.iter().find(|o| path == o.name || path.starts_with(&format!("{}::", o.name)));
            if owner.is_some_and(|o| !o.modules.contains(&module.as_str())) {
                faults.push(format!("{} names {path}", file.place(used.line)));
            }
        }
    }
    assert!(faults.is_empty(), "a name used outside its module:\n{}", faults.join("\n"));
}

#[test]
fn preludes_are_for_tests() {
    let mut faults = Vec::new();
    for file in sources() {
        for used in file.names.iter().filter(|u| !u.in_tests && u.path.last().is_some_and(|last| last == "*")) {
            faults.push(format!("{} takes in all of {}", file.place(used.line), used.path.join("::")));
        }
    }
    assert!(faults.is_empty(), "name what is used:\n{}", faults.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut all: Vec<(usize, String)> = Vec::new();
    for file in sources() {
        all.extend(file.functions.iter().map(|f| (f.lines, format!("{} {}: {}", file.place(f.line), f.name, f.lines))));
    }
    all.sort();
    let at = |percent: usize| all[(all.len() - 1) * percent / 100].0;
    let longest = || all.iter().rev().take(all.len() / 10).map(|f| f.1.as_str()).collect::<Vec<_>>().join("\n");
    assert!(at(90) <= 20, "nine in ten functions have at most 20 lines, here {}:\n{}", at(90), longest());
    assert!(at(99) <= 55, "99 in 100 functions have at most 55 lines, here {}:\n{}", at(99), longest());
    assert!(at(100) <= 80, "no function is over 80 lines:\n{}", longest());
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| file.code_lines > 400)
        .map(|file| format!("{}: {} lines of code", file.path.display(), file.code_lines))
        .collect();
    assert!(long.is_empty(), "no file has more than 400 lines of code outside its tests:\n{}", long.join("\n"));
}

/// Least whole number that counts as a limit rather than as part of a shape.
const LIMIT: u64 = 8;

#[test]
fn the_naming_code_names_its_numbers() {
    let naming = ["coreference", "passages", "rules", "ensemble", "status"];
    let own = |file: &&Source| {
        file.package == "sayso-attribution" && file.module.first().is_some_and(|first| naming.contains(&first.as_str()))
    };
    let mut bare = Vec::new();
    for file in sources().iter().filter(own) {
        let plain = |digits: &str| matches!(digits, "0.0" | "1.0") || digits.parse().is_ok_and(|n: u64| n < LIMIT);
        let numbers = file.numbers.iter().filter(|(digits, _)| !plain(digits));
        bare.extend(numbers.map(|(digits, line)| format!("{}: {digits}", file.place(*line))));
    }
    assert!(bare.is_empty(), "a row of src/weights.rs or a constant names each of these:\n{}", bare.join("\n"));
}

#[test]
fn no_way_round_and_nothing_left_undone() {
    let mut faults = Vec::new();
    for path in ["src", "tests", "crates"].iter().flat_map(|folder| rust_files(&root().join(folder))) {
        let text = fs::read_to_string(&path).unwrap();
        for refused in REFUSED.iter().map(|pieces| pieces.concat()) {
            let lines = text.lines().enumerate().filter(|(_, line)| line.contains(&refused));
            faults.extend(lines.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
        }
    }
    assert!(faults.is_empty(), "refused:\n{}", faults.join("\n"));
}

#[test]
fn the_map_of_each_crate_names_every_layer() {
    for layers in LAYERS {
        let (folder, _) = PACKAGES.iter().find(|(_, package)| *package == layers.package).unwrap();
        let map = fs::read_to_string(root().join(folder).join("lib.rs")).unwrap();
        for module in layers.modules {
            assert!(map.contains(&format!("mod {module};\n")), "{folder}/lib.rs does not hold {module}");
            let rows = [format!("//! | [`{module}`] | "), format!("//! | `{module}` | ")];
            assert!(rows.iter().any(|row| map.contains(row)), "{folder}/lib.rs has no row for {module}");
        }
    }
}

#[test]
fn every_package_has_a_line_that_says_why() {
    let contributing = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let why: BTreeSet<&str> = contributing
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(|names| names.split(", "))
        .collect();
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    for name in manifest["workspace"]["dependencies"].as_table().unwrap().keys() {
        assert!(why.contains(name.as_str()) || name.starts_with("sayso-"), "CONTRIBUTING.md does not say why {name}");
    }
}

#[test]
fn the_reader_of_paths_sees_through_groups_macros_and_supers() {
    let code = "
        use crate::{ui::{Frame, view}, text};
        use super::super::cli::*;
        fn f() -> crate::app::Model { assert_eq!(super::g(), std::fs::read(p), \"crate::no::name\"); }
        mod inner { use super::Sibling; }
        #[cfg(test)] mod tests { use super::*; }
    ";
    let file = Source::parse("sayso", Path::new("src/store/walk.rs"), code);
    let names: Vec<String> = file.names.iter().map(|name| name.path.join("::")).collect();
    for want in [
        "crate::ui::Frame",
        "crate::ui::view",
        "crate::text",
        "crate::cli::*",
        "crate::app::Model",
        "crate::store::g",
        "std::fs::read",
        "crate::store::walk::Sibling",
    ] {
        assert!(names.contains(&want.to_owned()), "{want} is not among {names:#?}");
    }
    assert!(!names.iter().any(|name| name.contains("no::name")));
    assert!(file.names.iter().any(|name| name.in_tests && name.path.last().unwrap() == "*"));
    assert_eq!((file.functions.len(), file.functions[0].lines, file.code_lines), (1, 1, 4));
}

/// One source file, as far as these tests look at it.
struct Source {
    /// The package that it belongs to.
    package: &'static str,
    path: PathBuf,
    /// Its place in the crate: `["store", "walk"]`.
    module: Vec<String>,
    names: Vec<Name>,
    functions: Vec<Function>,
    /// Numbers in code, with their lines; those of constants and of tests left out.
    numbers: Vec<(String, usize)>,
    /// Lines that hold code, outside tests.
    code_lines: usize,
}

/// A path that the code names, from `crate` or from an outer crate on.
struct Name {
    path: Vec<String>,
    line: usize,
    in_tests: bool,
    /// The name is only passed on (`pub use`).
    is_export: bool,
}

struct Function {
    name: String,
    line: usize,
    last: usize,
    /// Lines that hold code, from the signature to the closing brace.
    lines: usize,
}

impl Name {
    /// The first module of a path within the own crate.
    fn own_module(&self) -> Option<&str> {
        (self.path.first()? == "crate").then(|| self.path.get(1).map(String::as_str))?
    }
}

impl Source {
    fn parse(package: &'static str, path: &Path, code: &str) -> Self {
        let parsed = syn::parse_file(code).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let module = module_of(path);
        let in_tests = module.iter().any(|part| part == "tests");
        let mut reader = Reader { module: module.clone(), in_tests, ..Reader::default() };
        reader.visit_file(&parsed);
        let mut lines = BTreeSet::new();
        lines_of(code.parse().unwrap(), &mut lines);
        for function in &mut reader.functions {
            function.lines = lines.range(function.line..=function.last).count();
        }
        lines.retain(|line| !in_tests && !reader.test_lines.iter().any(|tests| tests.contains(line)));
        let Reader { names, functions, numbers, .. } = reader;
        Self { package, path: path.to_owned(), module, names, functions, numbers, code_lines: lines.len() }
    }

    fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path.display())
    }
}

/// Which files of a package name something that another of them defines.
struct Imports {
    files: Vec<&'static Source>,
    /// For each file the files that it names.
    named: Vec<BTreeSet<usize>>,
}

impl Imports {
    fn of(package: &str) -> Self {
        let files: Vec<&Source> = sources().iter().filter(|file| file.package == package).collect();
        let mut imports = Self { named: vec![BTreeSet::new(); files.len()], files };
        for (at, file) in imports.files.iter().enumerate() {
            let names = file.names.iter().filter(|name| !name.in_tests && !name.is_export);
            let named = names
                .filter_map(|name| imports.definer(at, &name.path, 0))
                .filter(|to| !file.module.starts_with(&imports.files[*to].module));
            imports.named[at] = named.collect();
        }
        imports
    }

    /// The file that defines what a path names, seen from the file `from`. Exports are followed.
    fn definer(&self, from: usize, path: &[String], depth: usize) -> Option<usize> {
        let own = &self.files[from].module;
        let path = match path.first()?.as_str() {
            "crate" => path[1..].to_vec(),
            child => {
                let child = [own.as_slice(), &[child.to_owned()]].concat();
                self.file(&child)?;
                [own, path].concat()
            }
        };
        let module = (0..=path.len()).rev().find(|len| self.file(&path[..*len]).is_some())?;
        let at = self.file(&path[..module])?;
        let exports = |name: &&Name| name.is_export && name.path.last() == path.get(module);
        let export = self.files[at].names.iter().find(exports).filter(|_| module < path.len() && depth < 9);
        export.and_then(|export| self.definer(at, &export.path, depth + 1)).or(Some(at))
    }

    fn file(&self, module: &[String]) -> Option<usize> {
        self.files.iter().position(|file| file.module == module)
    }

    /// The files that are reached from `from`.
    fn reached(&self, from: usize) -> BTreeSet<usize> {
        let (mut reached, mut left) = (BTreeSet::new(), vec![from]);
        while let Some(at) = left.pop() {
            left.extend(self.named[at].iter().filter(|to| reached.insert(**to)));
        }
        reached
    }

    /// The sets of files that reach each other.
    fn circles(&self) -> Vec<Vec<usize>> {
        let reached: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|at| self.reached(at)).collect();
        let circle = |at: usize| -> Vec<usize> {
            reached[at].iter().copied().filter(|other| reached[*other].contains(&at)).collect()
        };
        let circles: BTreeSet<Vec<usize>> = (0..self.files.len()).map(circle).filter(|c| !c.is_empty()).collect();
        circles.into_iter().collect()
    }
}

/// Gathers names and functions on the way through a file.
#[derive(Default)]
struct Reader {
    module: Vec<String>,
    in_tests: bool,
    in_export: bool,
    in_const: bool,
    names: Vec<Name>,
    functions: Vec<Function>,
    numbers: Vec<(String, usize)>,
    test_lines: Vec<std::ops::RangeInclusive<usize>>,
}

impl Reader {
    fn name(&mut self, path: &[String], line: usize) {
        let path = match path.first().map(String::as_str) {
            Some("self" | "super") => self.resolved(path),
            _ => path.to_vec(),
        };
        self.names.push(Name { path, line, in_tests: self.in_tests, is_export: self.in_export });
    }

    /// `self` and `super` worked out.
    fn resolved(&self, path: &[String]) -> Vec<String> {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let skip = supers.max(usize::from(path[0] == "self"));
        let kept = self.module.len().saturating_sub(supers);
        let crate_word = ["crate".to_owned()];
        crate_word.iter().chain(&self.module[..kept]).chain(&path[skip..]).cloned().collect()
    }

    fn tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |ident: String| prefix.iter().cloned().chain([ident]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree),
            syn::UseTree::Name(name) => self.name(&with(name.ident.to_string()), name.ident.span().start().line),
            syn::UseTree::Rename(name) => self.name(&with(name.ident.to_string()), name.ident.span().start().line),
            syn::UseTree::Glob(glob) => self.name(&with("*".to_owned()), glob.star_token.span.start().line),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(prefix, item)),
        }
    }

    /// Names inside a macro's brackets, where there is no syntax tree.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        path.clear();
                    }
                    path.push(ident.to_string());
                    if path.len() > 1 {
                        self.name(&path, ident.span().start().line);
                    }
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    path.clear();
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => path.clear(),
            }
        }
    }

    fn function(&mut self, sig: &syn::Signature, body: &syn::Block) {
        if !self.in_tests {
            let (line, last) = (sig.fn_token.span.start().line, body.brace_token.span.close().end().line);
            self.functions.push(Function { name: sig.ident.to_string(), line, last, lines: 0 });
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.in_export = !matches!(item.vis, syn::Visibility::Inherited);
        self.tree(&[], &item.tree);
        self.in_export = false;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if parts.len() > 1 {
            self.name(&parts, path.segments[0].ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let was = self.in_tests;
        if is_for_tests(&item.attrs) {
            self.in_tests = true;
            let first = item.mod_token.span.start().line;
            let last = item.content.as_ref().map_or(first, |(brace, _)| brace.span.close().end().line);
            self.test_lines.push(first..=last);
        }
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
        self.in_tests = was;
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.in_const = true;
        visit::visit_item_const(self, item);
        self.in_const = false;
    }

    fn visit_lit(&mut self, lit: &'ast syn::Lit) {
        let number = match lit {
            syn::Lit::Float(float) => Some(float.base10_digits()),
            syn::Lit::Int(int) => Some(int.base10_digits()),
            _ => None,
        };
        let line = lit.span().start().line;
        self.numbers
            .extend(number.filter(|_| !self.in_tests && !self.in_const).map(|digits| (digits.to_owned(), line)));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }
}

/// The lines that tokens stand on, doc comments left out.
fn lines_of(tokens: TokenStream, lines: &mut BTreeSet<usize>) {
    let mut after_hash = false;
    for token in tokens {
        let span = token.span();
        match token {
            TokenTree::Group(group) if after_hash && is_doc(&group) => {}
            TokenTree::Group(group) => {
                lines.extend([span.start().line, span.end().line]);
                lines_of(group.stream(), lines);
            }
            TokenTree::Punct(mark) if matches!(mark.as_char(), '#' | '!') => {
                after_hash = true;
                continue;
            }
            _ => lines.extend(span.start().line..=span.end().line),
        }
        after_hash = false;
    }
}

fn is_doc(group: &proc_macro2::Group) -> bool {
    group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc")
}

fn is_for_tests(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| {
        attr.path().is_ident("cfg") && attr.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// How high a module stands among the layers of its package; `None` for one that is not listed.
fn rank(package: &str, module: &str) -> Option<usize> {
    let layers = LAYERS.iter().find(|layers| layers.package == package)?;
    layers.modules.iter().position(|known| *known == module)
}

/// `src/store/walk.rs` is `["store", "walk"]`, `src/store/mod.rs` is `["store"]`, `src/lib.rs` is the crate itself.
fn module_of(path: &Path) -> Vec<String> {
    let path = path.strip_prefix(root()).unwrap_or(path).with_extension("");
    let parts: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let src = parts.iter().position(|part| part == "src").unwrap_or(0);
    let below = parts.into_iter().skip(src + 1);
    below.filter(|part| !["mod", "lib", "main"].contains(&part.as_str())).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The code of all packages, read once for all tests.
fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
        let mut sources = Vec::new();
        for (folder, package) in PACKAGES {
            for path in rust_files(&root().join(folder)) {
                sources.push(Source::parse(package, &path, &fs::read_to_string(&path).unwrap()));
            }
        }
        sources
    });
    &SOURCES
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

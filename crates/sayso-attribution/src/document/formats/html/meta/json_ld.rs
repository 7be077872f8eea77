//! JSON-LD: what a page says of its article for search engines, and sometimes the whole text.

use serde_json::{Map, Value};

use super::layer::{Layer, decoded, name_list};

/// Types of schema.org, as the end of their names, that are articles.
const ARTICLES: &[&str] = &["Article", "Posting", "Report", "Review"];
/// Objects that are looked at in one page; a bound for hostile ones.
const MOST_OBJECTS: usize = 10_000;

/// Reads the scripts. One that is no JSON is passed over.
pub(super) fn read(scripts: &[&str]) -> Layer {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let objects = objects(&values);
    let Some(article) = objects.iter().copied().find(|&object| is_article(object)) else {
        return of_site(&objects);
    };
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(decoded).filter(|text| !text.is_empty());
    let page = article.get("mainEntityOfPage").map(|page| page.get("@id").unwrap_or(page));
    let layer = Layer {
        title: text("headline").or_else(|| text("name")),
        authors: article
            .get("author")
            .or_else(|| article.get("creator"))
            .map_or_else(Vec::new, |of| names(of, &objects)),
        publication: article.get("publisher").and_then(|of| names(of, &objects).into_iter().next()),
        published: text("datePublished").or_else(|| text("dateCreated")),
        language: text("inLanguage"),
        url: text("url").or_else(|| page.and_then(Value::as_str).map(str::to_owned)),
    };
    layer.or(of_site(&objects))
}

/// What a page without an article object says of itself.
fn of_site(objects: &[&Map<String, Value>]) -> Layer {
    let named = |kind: &str| objects.iter().find(|object| types(object).any(|name| name == kind));
    let name = |object: &&Map<String, Value>| object.get("name").and_then(Value::as_str).map(decoded);
    let page = named("WebPage");
    let text = |key: &str| page.and_then(|page| page.get(key)).and_then(Value::as_str).map(decoded);
    Layer {
        publication: named("WebSite").or_else(|| named("NewsMediaOrganization")).and_then(name),
        published: text("datePublished"),
        language: text("inLanguage"),
        ..Layer::default()
    }
}

/// The value of a script. Comments around it, and control characters in its strings, are let through.
fn parsed(script: &str) -> Option<Value> {
    let mut json = script.trim();
    for (open, close) in [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
    {
        let inner = json.strip_prefix(open).map(|rest| rest.trim_end().strip_suffix(close).unwrap_or(rest));
        json = inner.unwrap_or(json).trim();
    }
    let json = json.trim_end_matches(';');
    serde_json::from_str(json).ok().or_else(|| {
        let lenient: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&lenient).ok()
    })
}

/// All objects that may be an article, a person, an outlet: lists and `@graph` are gone through.
fn objects(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut out = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        if out.len() >= MOST_OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                open.extend(object.get("mainEntity"));
                open.extend(object.get("@graph"));
                out.push(object);
            }
            _ => {}
        }
    }
    out
}

/// The types of an object, without the address of their vocabulary.
fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let listed = match object.get("@type") {
        Some(Value::Array(types)) => types.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    listed.iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', '#', ':']).next().unwrap_or(name))
}

fn is_article(object: &Map<String, Value>) -> bool {
    let says = object.contains_key("headline") || object.contains_key("name") || object.contains_key("articleBody");
    says && types(object).any(|name| ARTICLES.iter().any(|end| name.ends_with(end)) && name != "JobPosting")
}

/// The names in a person, an organisation, a string, or a list of them; a reference is looked up among `objects`.
fn names(value: &Value, objects: &[&Map<String, Value>]) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = vec![value];
    let mut steps = 0;
    while let Some(value) = open.pop() {
        steps += 1;
        if steps > MOST_OBJECTS {
            break;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::String(name) => out.extend(name_list(&decoded(name))),
            Value::Object(object) => match (object.get("name"), object.get("@id").and_then(Value::as_str)) {
                (Some(name @ (Value::String(_) | Value::Array(_))), _) => open.push(name),
                (_, Some(id)) => open.extend(named_by(id, objects)),
                _ => {}
            },
            _ => {}
        }
    }
    out.dedup();
    out
}

/// The name of the object with this `@id`.
fn named_by<'v>(id: &str, objects: &[&'v Map<String, Value>]) -> Option<&'v Value> {
    let has_id = |object: &&&Map<String, Value>| object.get("@id").and_then(Value::as_str) == Some(id);
    objects.iter().filter(has_id).find_map(|object| object.get("name").filter(|name| name.is_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph_with_references() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"Northmere Post"},
            {"@type":["NewsArticle"],"headline":"Ferry &#8216;sold&#8217;","author":[[{"@id":"#a"}],"Amir Sato","By Lena Holt"],
             "datePublished":"2024-03-05T22:30:00-05:00","mainEntityOfPage":{"@id":"https://ex.org/ferry"}},
            {"@id":"#a","@type":"Person","name":"Ines Falk"}]}"##;
        let said = read(&["{no json", script]);
        assert_eq!(said.title.as_deref(), Some("Ferry ‘sold’"));
        assert_eq!(said.authors, ["Ines Falk", "Amir Sato", "Lena Holt"]);
        assert_eq!(said.publication.as_deref(), Some("Northmere Post"));
        assert_eq!(said.url.as_deref(), Some("https://ex.org/ferry"));
    }

    #[test]
    fn faults_of_scripts_are_let_through() {
        let script = "<!-- {\"@type\":\"http://schema.org/BlogPosting\",\"name\":\"Two\nlines\"}; -->";
        let said = read(&[&script.replace("; -->", " -->")]);
        assert_eq!(said.title.as_deref(), Some("Two lines"));
    }
}

//! HTML forms, filled in by the names of their fields as a browser would.

use reqwest::{Client, Response};
use scraper::{ElementRef, Html, Selector};
use url::Url;

/// A form of a page, with what stands in it.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    action: Url,
    post: bool,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The form that holds the element of that CSS selector, if the page has one.
    pub(crate) fn holding(html: &str, page: &Url, selector: &str) -> Option<Self> {
        let document = Html::parse_document(html);
        let element = document.select(&css(selector)).next()?;
        let form = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .find(|parent| parent.value().name() == "form")?;
        let action = page.join(form.attr("action").unwrap_or_default()).ok()?;
        let post = form
            .attr("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"));
        Some(Self {
            action,
            post,
            fields: fields(form),
        })
    }

    /// Puts a value into a field, whatever stood there.
    pub(crate) fn fill(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a field out, as a browser does with a box that is not ticked.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// What stands in a field.
    pub(crate) fn value(&self, name: &str) -> &str {
        let mut fields = self.fields.iter();
        fields
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// Sends the form.
    pub(crate) async fn submit(self, client: &Client) -> Response {
        let request = if self.post {
            client.post(self.action).form(&self.fields)
        } else {
            client.get(self.action).query(&self.fields)
        };
        request.send().await.unwrap()
    }
}

/// The text of the first element of a selector.
pub(crate) fn text_of(html: &str, selector: &str) -> Option<String> {
    let document = Html::parse_document(html);
    let element = document.select(&css(selector)).next()?;
    Some(element.text().collect::<String>().trim().to_owned())
}

/// Where a link leads.
pub(crate) fn link_of(html: &str, page: &Url, selector: &str) -> Option<Url> {
    let document = Html::parse_document(html);
    page.join(document.select(&css(selector)).next()?.attr("href")?)
        .ok()
}

/// Where the link with that text leads.
pub(crate) fn link_named(html: &str, page: &Url, text: &str) -> Option<Url> {
    let document = Html::parse_document(html);
    let link = document
        .select(&css("a[href]"))
        .find(|link| link.text().collect::<String>().contains(text))?;
    page.join(link.attr("href")?).ok()
}

/// Where the first link of the table row with that text leads.
pub(crate) fn link_beside(html: &str, page: &Url, text: &str) -> Option<Url> {
    let document = Html::parse_document(html);
    let row = document
        .select(&css("tr"))
        .find(|row| row.text().any(|cell| cell.contains(text)))?;
    page.join(row.select(&css("a[href]")).next()?.attr("href")?).ok()
}

/// The value of the option with that text.
pub(crate) fn option_named(html: &str, select: &str, text: &str) -> Option<String> {
    let document = Html::parse_document(html);
    let list = document.select(&css(select)).next()?;
    let option = list
        .select(&css("option"))
        .find(|option| option.text().collect::<String>().contains(text))?;
    Some(option.attr("value")?.to_owned())
}

fn fields(form: ElementRef) -> Vec<(String, String)> {
    form.select(&css("input[name], select[name], textarea[name]"))
        .filter_map(field)
        .collect()
}

/// What a browser would send of this field if nobody touched it.
fn field(element: ElementRef) -> Option<(String, String)> {
    let name = element.attr("name")?.to_owned();
    match element.value().name() {
        "select" => {
            let options = css("option");
            let chosen = element
                .select(&options)
                .find(|option| option.attr("selected").is_some());
            let option = chosen.or_else(|| element.select(&options).next())?;
            Some((name, option.attr("value").unwrap_or_default().to_owned()))
        }
        "textarea" => Some((name, element.text().collect())),
        _ => match element.attr("type").unwrap_or("text") {
            "submit" | "button" | "image" | "reset" => None,
            "checkbox" | "radio" if element.attr("checked").is_none() => None,
            "checkbox" | "radio" => Some((name, element.attr("value").unwrap_or("on").to_owned())),
            _ => Some((name, element.attr("value").unwrap_or_default().to_owned())),
        },
    }
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

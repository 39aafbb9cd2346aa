// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/documents.hpp"

#include "model/identifier.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

void add_code(const Element& e, std::vector<std::string>& into, std::size_t most) {
  if (into.size() >= most) return;
  if (auto code = e.code(); !code.empty()) into.push_back(std::move(code));
}

/// What a document-link says beside its address and title.
void more_of_document(const Element& child, model::Document& document) {
  constexpr std::size_t kMostCodes = 100, kMostCountries = 300;  // the model's
  const auto name = child.name();
  if (name == "description" && document.description.empty()) {
    child.take();
    document.description = child.narratives();
  } else if (name == "category") {
    add_code(child, document.categories, kMostCodes);
  } else if (name == "language") {
    add_code(child, document.languages, kMostCodes);
  } else if (name == "recipient-country") {
    add_code(child, document.countries, kMostCountries);
  } else if (name == "document-date" && !document.date) {
    if ((document.date = child.date())) child.take();
  }
}

std::optional<model::Document> document_of(const Element& e, bool whole) {
  model::Document document;
  document.url = e.attribute("url");
  if (document.url.empty()) return std::nullopt;
  e.take();
  document.format = e.attribute("format");
  e.each([&](const Element& child) {
    if (child.name() == "title" && document.title.empty()) {
      child.take();
      document.title = child.narratives();
    } else if (whole) {
      more_of_document(child, document);
    }
  });
  return document;
}

}  // namespace

std::optional<model::Document> read_document(const Element& e) {
  auto& taken = e.reading().taken;
  const auto before = taken;
  auto document = document_of(e, true);
  if (!document || model::fits(*document)) return document;
  taken = before;
  return document_of(e, false);
}

void read_documents(const Element& e, std::vector<model::Document>& into) {
  auto& taken = e.reading().taken;
  const auto before = taken;
  auto document = read_document(e);
  if (document && into.size() < model::kMostReferences && model::fits(*document))
    into.push_back(std::move(*document));
  else
    taken = before;
}

void write_document(const model::Document& document, XmlText& xml) {
  if (!model::is_linkable(document.url) || document.url.starts_with("mailto:")) return;
  xml.open("document-link",
           {{"url", document.url}, {"format", document.format.empty() ? "text/html" : document.format}});
  xml.narratives("title", document.title.empty() ? base::Text("", document.url) : document.title);
  xml.narratives("description", document.description);
  // The schema wants a category.
  if (document.categories.empty()) xml.empty("category", {{"code", "A12"}});
  for (const auto& code : document.categories) xml.empty("category", {{"code", code}});
  for (const auto& code : document.languages) xml.empty("language", {{"code", code}});
  if (document.date && document.date->precision() == base::PartialDate::Precision::day)
    xml.empty("document-date", {{"iso-date", document.date->str()}});
  xml.close();
}

}  // namespace entente::exchange::iati

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/published/xml_source.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "base/error.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/published/xml_document.hpp"

namespace entente::exchange::iati::published {

void load_xml(const Source& source, pugi::xml_document& into) {
  const auto result =
      into.load_buffer(source.bytes.data(), source.bytes.size(), pugi::parse_default | pugi::parse_doctype);
  const auto line =
      1 + std::count(
              source.bytes.begin(),
              source.bytes.begin() + std::clamp<std::ptrdiff_t>(
                                         result.offset, 0, static_cast<std::ptrdiff_t>(source.bytes.size())),
              '\n');
  // A document type is told first: what follows from an entity that is not read would only hide it.
  for (const auto node : into.children())
    if (node.type() == pugi::node_doctype)
      throw base::BadInput(source.name, "declares a document type (<!DOCTYPE), whose entities are not read",
                           "Fetch the file anew from the standard's own site: its files declare none");
  if (!result)
    throw base::BadInput(
        source.name + ", line " + std::to_string(line),
        std::string("is no well-formed XML, or was cut short (") + result.description() + ")",
        "Fetch the file anew from the standard's own site");
}

XmlKind xml_kind(const Source& source) {
  pugi::xml_document document;
  load_xml(source, document);
  const std::string_view root = document.document_element().name();
  if (root == "codelist") return XmlKind::codelist;
  return root.substr(root.find(':') + 1) == "schema" ? XmlKind::schema : XmlKind::other;
}

PublishedList read_xml_codelist(const Source& source) {
  pugi::xml_document document;
  load_xml(source, document);
  const auto root = document.document_element();
  PublishedList list{root.attribute("name").value(), source.name, {}};
  check_word(list.name, source.name, "the name of its list");
  std::unordered_set<std::string> seen;
  for (const auto item : root.child("codelist-items").children("codelist-item")) {
    ListedCode code{std::string(trimmed(item.child_value("code"))),
                    std::string_view(item.attribute("status").value()) == "withdrawn"};
    check_word(code.code, source.name, "a code");
    if (seen.insert(code.code).second) list.codes.push_back(std::move(code));
    if (list.codes.size() > kMostCodes)
      throw base::BadInput(source.name, "has more than 100,000 codes",
                           "Check that it is the standard's file");
  }
  if (list.codes.empty())
    throw base::BadInput(source.name, "is a list without a code",
                         "Fetch the file anew from the standard's own site");
  return list;
}

}  // namespace entente::exchange::iati::published

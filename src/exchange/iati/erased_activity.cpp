// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/erased_activity.hpp"

#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "base/error.hpp"
#include "exchange/iati/contacts.hpp"
#include "exchange/iati/extension.hpp"
#include "exchange/iati/piece_document.hpp"

namespace entente::exchange::iati {

namespace {

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The root that it would have, had it a file of its own.
Root root_of(const pugi::xml_node& activity) {
  Root root;
  const std::string_view name = activity.name();
  root.prefix = name.substr(0, name.size() - local_name(activity).size());
  for (const auto& attribute : activity.attributes())
    if (std::string_view(attribute.name()).starts_with("xmlns"))
      root.namespaces.emplace_back(attribute.name(), attribute.value());
  return root;
}

void find_in_extension(const pugi::xml_node& record, const HasToGo& has_to_go,
                       std::vector<pugi::xml_node>& found) {
  std::int64_t taken = 0;
  const auto said = read_extension(record, taken);
  for (const auto partnership : record.children()) {
    if (local_name(partnership) != "partnership") continue;
    std::vector<pugi::xml_node> contacts;
    for (const auto child : partnership.children())
      if (local_name(child) == "contacts") contacts.push_back(child);
    // Where the two do not go together, which of them it is cannot be told.
    const bool told = said && said->partnership.contacts.size() == contacts.size();
    for (std::size_t i = 0; i < contacts.size(); ++i)
      if (!told || has_to_go(said->partnership.contacts[i])) found.push_back(contacts[i]);
  }
}

}  // namespace

std::optional<std::string> without_contacts(const std::string& original, const HasToGo& has_to_go) {
  pugi::xml_document document;
  // All that stands there is to stand there afterwards: comments, and the space between elements too.
  if (!document.load_buffer(original.data(), original.size(), pugi::parse_full | pugi::parse_ws_pcdata,
                            pugi::encoding_utf8))
    throw base::Error("a kept activity", "is not well-formed XML", "Restore the register from a backup.");
  const auto root = root_of(document.document_element());
  auto reading = reading_of(document, root);
  std::vector<pugi::xml_node> found;
  for (const auto child : reading.activity.children()) {
    const Element element(child, reading);
    if (child.type() != pugi::node_element || element.name() != "contact-info") continue;
    if (const auto contact = read_contact(element); contact && has_to_go(*contact)) found.push_back(child);
  }
  if (const auto record = extension_of(reading.activity, root.namespaces))
    find_in_extension(record, has_to_go, found);
  if (found.empty()) return std::nullopt;
  for (auto node : found) {
    // Whoever reads the file sees how many there were.
    node.parent().insert_child_before(pugi::node_comment, node).set_value(" A contact was erased here. ");
    node.parent().remove_child(node);
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

}  // namespace entente::exchange::iati

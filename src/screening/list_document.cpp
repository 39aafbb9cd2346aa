// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/list_document.hpp"

#include <array>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "screening/list_entry.hpp"

namespace entente::screening {

namespace {

/// How far into a file its first element is looked for.
constexpr std::size_t kProlog = 4'096;

std::size_t line_at(std::string_view bytes, std::size_t offset) {
  std::size_t line = 1;
  for (const char c : bytes.substr(0, offset)) line += c == '\n' ? 1 : 0;
  return line;
}

/// A number of a character that is none, or bytes of another encoding than the declared one.
std::string checked_text(std::string_view text, std::string_view name) {
  if (!base::is_utf8(text))
    throw base::BadInput("<" + std::string(name) + ">",
                         "its text is not in the encoding that the file declares",
                         "Fetch the list again; it must be UTF-8, UTF-16 or ISO 8859-1, and say so");
  return squeezed(text);
}

std::string_view after_colon(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

void parse_list(const ListFile& file, std::string_view root, pugi::xml_document& into) {
  if (file.bytes.find("<!DOCTYPE") != std::string_view::npos)
    throw base::BadInput(file.name, "it declares a document type",
                         "No list needs one, and it can make a small file grow without end: fetch the list "
                         "from its publisher");
  const auto parsed =
      into.load_buffer(file.bytes.data(), file.bytes.size(), pugi::parse_default | pugi::parse_doctype);
  if (!parsed) {
    const auto offset = static_cast<std::size_t>(parsed.offset);
    throw base::BadInput(file.name + ", line " + std::to_string(line_at(file.bytes, offset)),
                         std::string("it is not well-formed XML (") + parsed.description() + ")",
                         "It was cut short or changed on its way: fetch it again");
  }
  for (const auto node : into.children())
    if (node.type() == pugi::node_doctype)
      throw base::BadInput(file.name, "it declares a document type", "Fetch the list from its publisher");
  const auto outermost = into.document_element();
  if (local_name(outermost) != root)
    throw base::BadInput(file.name,
                         "its outermost element is <" + std::string(local_name(outermost)) + ">, not <" +
                             std::string(root) + ">",
                         "Name the format it is in, or give the file that belongs to this one");
}

std::string_view local_name(const pugi::xml_node& node) {
  return after_colon(node.name());
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  for (const auto child : node.children())
    if (child.type() == pugi::node_element && local_name(child) == name) return child;
  return {};
}

std::string element_text(const pugi::xml_node& node) {
  std::string all;
  for (const auto part : node.children())
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) all += part.value();
  return checked_text(all, node.name());
}

std::string child_text(const pugi::xml_node& node, std::string_view name) {
  return element_text(child_named(node, name));
}

std::string attribute_text(const pugi::xml_node& node, const char* name) {
  return checked_text(node.attribute(name).value(), name);
}

std::string_view outermost_element(std::string_view bytes) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  bytes = bytes.substr(0, kProlog);
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  bytes = base::trimmed(bytes);
  // Past the declaration, comments and instructions.
  while (bytes.starts_with("<?") || bytes.starts_with("<!")) {
    std::string_view close = bytes.starts_with("<!--") ? "-->" : ">";
    // A document type is refused later, by its name: what it declares stands in square brackets.
    const auto bracket = bytes.find('[');
    if (bytes.starts_with("<!DOCTYPE") && bracket < bytes.find('>')) close = "]>";
    const auto end = bytes.find(close);
    if (end == std::string_view::npos) return {};
    bytes = base::trimmed(bytes.substr(end + close.size()));
  }
  if (!bytes.starts_with('<')) return {};
  const auto name = bytes.substr(1, bytes.find_first_of(" \t\r\n/>", 1) - 1);
  return after_colon(name);
}

std::string joined_line(std::initializer_list<std::string> parts) {
  std::string all;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += ", ";
    all += part;
  }
  return all;
}

}  // namespace entente::screening

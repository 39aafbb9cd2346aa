// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "screening/list_reading.hpp"

/// Internal to the readers of lists: XML parsed whole.
namespace entente::screening {

/// Throws BadInput where the file is not well-formed (a truncated one is not), holds a document type (which
/// is how a few bytes unfold into gigabytes), is beyond bounds, or its outermost element is not `root`.
void parse_list(const ListFile& file, std::string_view root, pugi::xml_document& into);

/// The name without a prefix of a namespace.
std::string_view local_name(const pugi::xml_node& node);
/// The first child of that name; an empty node where there is none.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
/// Its own text, squeezed. Throws BadInput where that is no text.
std::string element_text(const pugi::xml_node& node);
/// The same of the first child of that name.
std::string child_text(const pugi::xml_node& node, std::string_view name);
/// The value of an attribute, squeezed.
std::string attribute_text(const pugi::xml_node& node, const char* name);

template <class Visit>
void each_child(const pugi::xml_node& node, std::string_view name, Visit visit) {
  for (const auto child : node.children())
    if (child.type() == pugi::node_element && local_name(child) == name) visit(child);
}

/// The outermost element of what the bytes begin, without its prefix; empty where no XML begins there.
std::string_view outermost_element(std::string_view bytes);

/// Parts that are not empty, joined by a comma.
std::string joined_line(std::initializer_list<std::string> parts);

}  // namespace entente::screening

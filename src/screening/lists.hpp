// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "screening/list_reading.hpp"

/// The formats of lists, and what two versions of a list differ in.
namespace entente::screening {

struct ListFormat {
  std::string_view name;     ///< "un"
  std::string_view dataset;  ///< what its lists are called unless someone says otherwise: "un-sc"
  std::string_view title;    ///< whose list it is, in English
  std::size_t files = 1;     ///< how many a list may be made of
  bool (*known_by)(std::string_view bytes) = nullptr;
  ListReading (*read)(std::span<const ListFile> files) = nullptr;
  /// What a file that holds nothing but changes says; nothing for any other. Null where the format has none.
  std::optional<ListChanges> (*changes_in)(std::string_view bytes) = nullptr;
};

/// In the order in which a file is tried.
std::span<const ListFormat> list_formats();
const ListFormat* find_list_format(std::string_view name);
/// The format that a file begins like; null where it is none.
const ListFormat* list_format_of(std::string_view bytes);

/// Reads a list, whole or not at all. `format`: by name; where it is empty, by how the first file begins. The
/// hash is of the files' bytes in the order given. `dataset`: the format's own where empty. Throws BadInput
/// naming the file, what is wrong with it and what to do.
ListReading read_list(std::span<const ListFile> files, std::string_view format = {},
                      std::string_view dataset = {});

/// A name of a dataset: lower-case letters, digits, "-", "_" and "."; it begins with a letter or digit; at
/// most 64.
bool is_dataset_name(std::string_view name);

/// What a newer version changes, by the hash of each entry; references in the order of the newer list, those
/// removed in that of the older.
struct ListDifference {
  std::vector<std::string> added, removed, changed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};
ListDifference difference(const List& before, const List& after);

}  // namespace entente::screening

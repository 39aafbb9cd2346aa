// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ofac.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "base/error.hpp"
#include "screening/country_names.hpp"
#include "screening/csv_rows.hpp"
#include "screening/list_entry.hpp"
#include "screening/ofac_remarks.hpp"

namespace entente::screening {

namespace {

constexpr std::size_t kPartyColumns = 12, kNameColumns = 5;
/// Columns of SDN.CSV, from 0.
enum Column : std::size_t {
  number,
  name,
  type,
  programme,
  title,
  call_sign,
  vessel_type,
  tonnage,
  gross,
  flag,
  owner,
  remarks
};

/// "-0-" is how these files write nothing.
std::string said(const std::string& cell) {
  return cell == "-0-" ? std::string() : squeezed(cell);
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<Kind> kind_of_type(std::string_view type) {
  if (type.empty()) return Kind::organisation;
  if (type == "individual") return Kind::person;
  if (type == "vessel") return Kind::vessel;
  if (type == "aircraft") return Kind::aircraft;
  return std::nullopt;
}

/// "PATRUSHEV, Nikolai Platonovich": the family name stands first and in capitals; other lists write it last.
std::string in_order(const std::string& name, Kind kind) {
  const auto comma = name.find(", ");
  if (kind != Kind::person || comma == std::string::npos) return name;
  return name.substr(comma + 2) + " " + name.substr(0, comma);
}

/// How many columns a file has: by its first row, which is what tells the files apart.
std::size_t columns_of(std::string_view bytes) {
  const auto cells = first_row(bytes);
  return cells.empty() || !is_digits(cells.front()) ? 0 : cells.size();
}

/// By the number of the party: alternative names, in the order of the file.
using OtherNames = std::unordered_map<std::string, std::vector<std::string>>;

OtherNames read_alternatives(const ListFile& file) {
  OtherNames names;
  CsvRows rows(file.bytes, file.name);
  std::vector<std::string> cells;
  while (rows.next(cells)) {
    if (cells.size() != kNameColumns)
      rows.refuse("it has " + std::to_string(cells.size()) + " columns, not five",
                  "See whether the file is ALT.CSV, and whole");
    auto alternative = said(cells[3]);
    if (!alternative.empty()) names[said(cells[0])].push_back(std::move(alternative));
  }
  return names;
}

void read_party(ListReading& reading, const CsvRows& rows, const std::vector<std::string>& cells,
                OtherNames& others) {
  if (cells.size() != kPartyColumns)
    rows.refuse("it has " + std::to_string(cells.size()) + " columns, not twelve",
                "See whether the file is SDN.CSV, and whole");
  const auto id = said(cells[Column::number]);
  if (!is_digits(id))
    rows.refuse("it does not begin with a number", "See whether the file is SDN.CSV, and whole");
  const auto kind = kind_of_type(said(cells[Column::type]));
  if (!kind)
    rows.refuse("the type \"" + said(cells[Column::type]) + "\" is not individual, vessel or aircraft",
                "See whether the file is SDN.CSV, and whole");
  EntryMaker entry(reading, id, *kind);
  entry.name(in_order(said(cells[Column::name]), *kind), NameQuality::primary);
  if (const auto found = others.find(id); found != others.end()) {
    for (const auto& other : found->second) entry.name(in_order(other, *kind), NameQuality::good);
    others.erase(found);
  }
  // Several programmes stand as "NPWMD] [IFSR".
  for (const auto& programme : split_list(said(cells[Column::programme]), "] [")) entry.programme(programme);
  entry.note(said(cells[Column::title]));
  entry.note(said(cells[Column::vessel_type]));
  entry.country(said(cells[Column::flag]));
  entry.document("call sign", said(cells[Column::call_sign]));
  const auto owner = said(cells[Column::owner]);
  if (!owner.empty()) entry.note("Owner: " + owner);
  read_remarks(entry, said(cells[Column::remarks]));
  entry.finish();
}

}  // namespace

bool looks_like_ofac(std::string_view bytes) {
  const auto columns = columns_of(bytes);
  return columns == kPartyColumns || columns == kNameColumns;
}

ListReading read_ofac(std::span<const ListFile> files) {
  const ListFile* parties = nullptr;
  OtherNames others;
  for (const auto& file : files) {
    const auto columns = columns_of(file.bytes);
    if (columns == kNameColumns) {
      others.merge(read_alternatives(file));
    } else if (columns == kPartyColumns && parties == nullptr) {
      parties = &file;
    } else {
      throw base::BadInput(
          file.name, "it is neither SDN.CSV (twelve columns) nor ALT.CSV (five), or the second of its sort",
          "Give SDN.CSV once, and ALT.CSV beside it");
    }
  }
  if (parties == nullptr)
    throw base::BadInput(files.empty() ? "The list" : files.front().name, "SDN.CSV is not among the files",
                         "Give it beside ALT.CSV: other names alone name nobody");
  ListReading reading;
  CsvRows rows(parties->bytes, parties->name);
  std::vector<std::string> cells;
  while (rows.next(cells)) read_party(reading, rows, cells, others);
  if (!others.empty()) {
    const auto least = std::ranges::min_element(others, {}, [](const auto& entry) { return entry.first; });
    throw base::BadInput(parties->name,
                         "it does not hold number " + least->first + ", to which another name belongs",
                         "The two files are of different days, or this one was cut short: fetch both again");
  }
  finish_list(reading, parties->name);
  return reading;
}

}  // namespace entente::screening

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "sets.hpp"

#include <cstdlib>
#include <fstream>
#include <pugixml.hpp>
#include <unordered_map>

#include "base/error.hpp"

namespace entente::screening_sets {
namespace {

using screening::Kind;
using screening::List;
using screening::Listed;
using screening::NameQuality;

std::ifstream opened(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw base::Error("the file '" + path + "'", "is not there", "name the folder of the sets");
  return in;
}

Row csv_fields(const std::string& line) {
  Row out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      out.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

std::string joined_name(const pugi::xml_node& entry) {
  std::string name;
  for (const auto* part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
    const std::string text = entry.child_value(part);
    if (!text.empty()) name += (name.empty() ? "" : " ") + text;
  }
  return name;
}

void add_aliases(std::string_view text, NameQuality quality, Listed& to) {
  for (std::size_t from = 0; from <= text.size();) {
    const auto end = std::min(text.find(';', from), text.size());
    const auto one = text.substr(from, end - from);
    if (one.find_first_not_of(' ') != std::string_view::npos)
      to.party.names.push_back({std::string(one), quality, false});
    from = end + 1;
  }
}

}  // namespace

std::vector<Row> read_csv(const std::string& path) {
  auto in = opened(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line[0] != '#') rows.push_back(csv_fields(line));
  }
  return rows;
}

std::vector<Row> read_tsv(const std::string& path, bool has_head) {
  auto in = opened(path);
  std::vector<Row> rows;
  for (std::string line; std::getline(in, line);) {
    if (has_head || line.empty() || line[0] == '#') {
      has_head = has_head && !line.empty() && line[0] == '#';
      continue;
    }
    if (line.back() == '\r') line.pop_back();
    Row row;
    for (std::size_t from = 0; from <= line.size();) {
      const auto to = std::min(line.find('\t', from), line.size());
      row.push_back(line.substr(from, to - from));
      from = to + 1;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<LabelledPair> labelled_pairs(const std::string& folder) {
  std::vector<LabelledPair> out;
  auto rows = read_csv(folder + "/name_pairs.csv");
  rows.erase(rows.begin());
  for (const auto& row : rows)
    out.push_back({row.at(0), row.at(2), row.at(3), row.at(4), row.at(5) == "true",
                   std::strtod(row.at(9).c_str(), nullptr), row.at(10) == "true"});
  return out;
}

List un_list(const std::string& folder, bool with_original_script) {
  List list;
  list.dataset = "un-sc";
  pugi::xml_document document;
  const auto path = folder + "/un_consolidated_2026-02-27.xml";
  if (!document.load_file(path.c_str()))
    throw base::Error("the file '" + path + "'", "is not there, or is no XML", "name the folder of the sets");
  const auto add = [&](const pugi::xml_node& node, Kind kind, const char* alias) {
    Listed one;
    one.id = node.child_value("REFERENCE_NUMBER");
    one.party.kind = kind;
    one.party.names.push_back({joined_name(node), NameQuality::primary, false});
    if (const std::string own = node.child_value("NAME_ORIGINAL_SCRIPT");
        with_original_script && !own.empty())
      one.party.names.push_back({own, NameQuality::good, true});
    for (const auto& each : node.children(alias)) {
      const bool low = std::string_view(each.child_value("QUALITY")) == "Low";
      add_aliases(each.child_value("ALIAS_NAME"), low ? NameQuality::low : NameQuality::good, one);
    }
    list.entries.push_back(std::move(one));
  };
  const auto root = document.document_element();
  for (const auto& node : root.child("INDIVIDUALS")) add(node, Kind::person, "INDIVIDUAL_ALIAS");
  for (const auto& node : root.child("ENTITIES")) add(node, Kind::organisation, "ENTITY_ALIAS");
  return list;
}

List ofac_list(const std::string& folder) {
  List list;
  list.dataset = "ofac-sdn";
  std::unordered_map<std::string, std::size_t> by_id;
  for (const auto& row : read_csv(folder + "/ofac_sdn.csv")) {
    if (row.size() < 3) continue;
    Listed one;
    one.id = row[0];
    one.party.kind = row[2].starts_with("individual") ? Kind::person
                     : row[2].starts_with("vessel")   ? Kind::vessel
                     : row[2].starts_with("aircraft") ? Kind::aircraft
                                                      : Kind::organisation;
    one.party.names.push_back({row[1], NameQuality::primary, false});
    by_id.emplace(one.id, list.entries.size());
    list.entries.push_back(std::move(one));
  }
  for (const auto& row : read_csv(folder + "/ofac_alt.csv")) {
    if (row.size() < 4) continue;
    const auto at = by_id.find(row[0]);
    if (at != by_id.end()) list.entries[at->second].party.names.push_back({row[3], NameQuality::good, false});
  }
  return list;
}

Kind kind_of_schema(const std::string& schema) {
  return schema == "Person"     ? Kind::person
         : schema == "Vessel"   ? Kind::vessel
         : schema == "Airplane" ? Kind::aircraft
                                : Kind::organisation;
}

screening::Party party_of(std::string name, Kind kind) {
  screening::Party party;
  party.kind = kind;
  party.names.push_back({std::move(name), NameQuality::primary, false});
  return party;
}

}  // namespace entente::screening_sets

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "sets.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "screening/lists.hpp"

namespace entente::screening_sets {
namespace {

using screening::Kind;
using screening::List;
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

std::string bytes_of(const std::string& path) {
  auto in = opened(path);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
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
  const auto bytes = bytes_of(folder + "/un_consolidated_2026-02-27.xml");
  const screening::ListFile file{"un_consolidated_2026-02-27.xml", bytes};
  auto list = screening::read_list(std::span(&file, 1)).list;
  if (with_original_script) return list;
  for (auto& entry : list.entries)
    std::erase_if(entry.party.names, [](const screening::PartyName& name) { return name.original_script; });
  return list;
}

List ofac_list(const std::string& folder) {
  const auto names = bytes_of(folder + "/ofac_sdn.csv");
  const auto others = bytes_of(folder + "/ofac_alt.csv");
  const screening::ListFile files[] = {{"ofac_sdn.csv", names}, {"ofac_alt.csv", others}};
  return screening::read_list(files).list;
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

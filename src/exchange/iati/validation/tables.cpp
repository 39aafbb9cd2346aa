// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/tables.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "base/whole_file.hpp"
#include "embedded/iati_standard.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr std::uintmax_t kLargestTables = 64ULL << 20U;
constexpr std::string_view kEndOfTables = "=== end\n";

constexpr std::array<std::pair<std::string_view, std::string Tables::*>, 4> kTables{{
    {"=== schema\n", &Tables::schema},
    {"=== codelists\n", &Tables::codelists},
    {"=== rules\n", &Tables::rules},
    {"=== agencies\n", &Tables::agencies},
}};

[[noreturn]] void fail_tables(const std::filesystem::path& file, const std::string& cause) {
  throw base::Error(file.string(), cause,
                    "Remove the file to go back to the tables compiled in, then run 'entente standard "
                    "update' again.");
}

}  // namespace

/// Each table begins at its mark.
std::optional<Tables> tables_in(std::string_view text) {
  Tables tables;
  for (std::size_t i = 0; i < kTables.size(); ++i) {
    const auto begin = text.find(kTables.at(i).first);
    if (begin == std::string_view::npos) return std::nullopt;
    text.remove_prefix(begin + kTables.at(i).first.size());
    const auto next = i + 1 < kTables.size() ? kTables.at(i + 1).first : kEndOfTables;
    const auto end = text.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    tables.*kTables.at(i).second = text.substr(0, end);
    text.remove_prefix(end);
  }
  return text == kEndOfTables ? std::optional(std::move(tables)) : std::nullopt;
}

std::string text_of(const Tables& tables) {
  std::string text =
      "# The tables of IATI 2.03 as 'entente standard update' made them of official files. Where this\n"
      "# file is removed, those compiled in hold again.\n";
  for (const auto& [mark, table] : kTables) text.append(mark).append(tables.*table);
  return text.append(kEndOfTables);
}

const Tables& compiled_in() {
  static const Tables tables{std::string(embedded::iati_standard("data/iati/2.03/schema.txt")),
                             std::string(embedded::iati_standard("data/iati/2.03/codelists.txt")),
                             std::string(embedded::iati_standard("data/iati/2.03/rules.txt")),
                             std::string(embedded::iati_standard("data/iati/2.03/agencies.txt"))};
  return tables;
}

std::filesystem::path tables_file(const std::filesystem::path& data) {
  return data / "iati-2.03.txt";
}

std::optional<Tables> read_tables(const std::filesystem::path& file) {
  std::error_code ec;
  const auto status = std::filesystem::status(file, ec);
  if (status.type() == std::filesystem::file_type::not_found) return std::nullopt;
  if (!std::filesystem::is_regular_file(status)) fail_tables(file, "is no file that can be read");
  if (std::filesystem::file_size(file, ec) > kLargestTables || ec)
    fail_tables(file, ec ? "cannot be looked at: " + ec.message() : "is larger than 64 MiB");
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) fail_tables(file, "cannot be read");
  auto tables = tables_in(text);
  if (!tables) fail_tables(file, "is not whole, or no file of tables");
  return tables;
}

void write_tables(const std::filesystem::path& file, const Tables& tables) {
  base::WholeFile whole(file);
  whole.out() << text_of(tables);
  whole.commit();
}

void use_tables_of(const std::filesystem::path& data) {
  if (data.empty()) return Standard::use(nullptr);
  const auto file = tables_file(data);
  const auto tables = read_tables(file);
  if (!tables) return Standard::use(nullptr);
  std::unique_ptr<const Standard> standard;
  try {
    standard = std::make_unique<const Standard>(*tables);
    for (const auto& rule : standard->rules)
      if (!base::Messages::in("en").has("validate.what." + rule->say))
        throw base::Error("rule " + rule->id, "is told by '" + rule->say + "', which is no message");
  } catch (const std::exception& e) {
    fail_tables(file, std::string("holds a table that cannot be used (") + e.what() + ")");
  }
  Standard::use(std::move(standard));
}

}  // namespace entente::exchange::iati::validation

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/failure.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

namespace entente::store::postgres {

namespace {

struct Meaning {
  std::string_view state;  ///< an SQLSTATE, or the class it begins with
  std::string_view cause, next;
};

constexpr std::array kMeanings{
    Meaning{"28", "refuses the account", "Check the user name, the password and the server's pg_hba.conf."},
    Meaning{"3D000", "there is no such database", "Make it with createdb, or check the name."},
    Meaning{"3F000", "there is no such schema", "Make it, or check the search_path."},
    Meaning{"42501", "the account may not do this",
            "Make the account the owner of the register's tables, and let it create tables in the schema."},
    Meaning{"53100", "cannot grow: the database's disk is full",
            "Free some space; nothing that was saved is lost."},
    Meaning{"53", "the database has no room left for it", "Look into the database's log."},
    Meaning{"54", "a text or file is too large for it", "Make it smaller."},
    Meaning{"55P03", "is busy: another has kept it locked for too long",
            "Try again, and see what else uses the database."},
    Meaning{"57014", "took too long to answer", "Try again, and look into the database's log."},
    Meaning{"58", "the database failed to read or write its files",
            "Look into the database's log; nothing that was saved before is lost."},
    Meaning{"XX001", "is damaged", "Stop Entente and restore the last backup."},
    Meaning{"XX002", "is damaged", "Stop Entente and restore the last backup."},
};

/// What ends a connection, or leaves it at a server that may only be read: another is to be sought.
constexpr std::array<std::string_view, 4> kLost{"08", "57P", "25006", "53300"};

bool begins_with_any(std::string_view state, const auto& all) {
  return std::ranges::any_of(all, [&](std::string_view one) { return state.starts_with(one); });
}

std::string first_line(std::string_view message) {
  auto line = message.substr(0, message.find('\n'));
  while (!line.empty() && (line.back() == '.' || line.back() == ' ')) line.remove_suffix(1);
  return std::string(line);
}

}  // namespace

std::string register_name(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), nullptr), PQconninfoFree);
  if (!options) return "register in PostgreSQL";
  const auto part = [&](std::string_view keyword) -> std::string {
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
      if (option->keyword == keyword && option->val != nullptr) return option->val;
    return {};
  };
  const auto port = part("port");
  return "register postgresql://" + part("host") + (port.empty() ? "" : ":" + port) + "/" + part("dbname");
}

void throw_failure(const std::string& name, std::string_view state, std::string_view message) {
  if (state == "40001" || state == "40P01")
    throw Again(name, "was changed by others at the same time, again and again", "Try again.");
  if (begins_with_any(state, kLost))
    throw Lost(name, "does not answer: " + first_line(message),
               "Check that the database runs and can be reached.");
  for (const auto& meaning : kMeanings)
    if (state.starts_with(meaning.state))
      throw base::Error(name, std::string(meaning.cause) + " (" + first_line(message) + ")",
                        std::string(meaning.next));
  throw base::Error(name, "PostgreSQL says '" + first_line(message) + "' (" + std::string(state) + ")",
                    "Report this as a fault of Entente.");
}

}  // namespace entente::store::postgres

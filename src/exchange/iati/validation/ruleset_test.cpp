// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace entente::exchange::iati::validation {
namespace {

using Numbers = std::map<std::string, int>;

/// What the table that is compiled in says, counted as the published files are: a case is one, a loop is as
/// many as it has cases.
struct Counted {
  int codes = 0, conditional = 0;
  Numbers kinds;
  std::set<std::string> rules;

  Counted() {
    std::ifstream table(std::string(ENTENTE_SOURCE_DIR) + "/data/iati/2.03/rules.txt");
    for (std::string line; std::getline(table, line);) {
      std::istringstream words(line);
      std::string what, kind, id;
      words >> what >> kind >> id;
      if (what == "rule") {
        ++kinds[kind];
        rules.insert(id);
      } else if (what == "code") {
        ++codes;
        conditional += line.find(" where ") != line.npos ? 1 : 0;
      }
    }
  }
};

TEST(Ruleset, AsksAsMuchAsThePublishedRulesDo) {
  const Counted table;
  EXPECT_EQ(table.codes, 124);
  EXPECT_EQ(table.conditional, 21);
  EXPECT_EQ(table.kinds, (Numbers{{"atleast_one", 14},  // of these, 11 stand in loops: 1 here,
                                  {"between_dates", 1},
                                  {"date_now", 2},
                                  {"date_order", 14},
                                  {"if_then", 23},          // 5,
                                  {"no_more_than_one", 5},  // 2,
                                  {"no_spaces", 15},
                                  {"one_or_all", 5},
                                  {"range", 5},
                                  {"regex_matches", 8},
                                  {"startswith", 3},
                                  {"strict_sum", 5},  // 3
                                  {"time_limit", 6},
                                  {"unique", 1}}));
  int cases = 0;
  for (const auto& [kind, number] : table.kinds) cases += number;
  EXPECT_EQ(cases, 107);
}

TEST(Ruleset, HasEveryPublishedRule) {
  const std::set<std::string> published = {
      "1.1.3",  "1.1.21",  "1.3.1",  "1.3.13",  "1.4.1",   "1.5.1",   "1.6.1",   "1.7.1",   "1.8.1",
      "1.8.13", "1.9.1",   "1.10.1", "1.10.13", "1.11.1",  "1.11.13", "1.12.1",  "1.12.13", "1.14.1",
      "1.14.8", "1.14.13", "1.15.1", "1.15.13", "1.16.1",  "1.17.1",  "1.18.1",  "1.18.8",  "1.18.13",
      "2.1.1",  "2.1.2",   "2.1.4",  "2.2.1",   "3.1.1",   "3.1.2",   "3.1.4",   "3.4.1",   "3.4.2",
      "3.4.4",  "3.6.2",   "3.7.1",  "3.7.2",   "4.1.1",   "4.3.1",   "4.4.1",   "4.5.1",   "6.2.2",
      "6.6.2",  "6.7.2",   "6.8.1",  "6.9.1",   "6.9.2",   "6.10.1",  "6.11.1",  "6.13.1",  "6.14.1",
      "7.5.3",  "7.8.1",   "7.8.2",  "7.9.1",   "7.9.2",   "7.9.4",   "8.6.1",   "8.6.3",   "8.8.1",
      "8.8.2",  "8.8.3",   "8.9.1",  "8.9.2",   "8.9.3",   "8.10.1",  "8.10.2",  "8.10.3",  "8.11.1",
      "11.1.1", "11.1.2",  "11.1.3", "11.1.4",  "11.1.5",  "11.2.1",  "11.2.2",  "11.3.1",  "11.4.1",
      "12.1.1", "12.2.1",  "12.3.1", "102.1.1", "107.1.1", "107.1.2", "107.2.1", "107.2.2"};
  EXPECT_EQ(published.size(), 89U);
  EXPECT_EQ(Counted().rules, published);
}

}  // namespace
}  // namespace entente::exchange::iati::validation

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "base/date.hpp"
#include "exchange/iati/validation/official.hpp"
#include "exchange/iati/validation/validator.hpp"

/// How far we say what the official validator says, on all files whose reports are in ../shared/data.
namespace entente::exchange::iati::validation {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(ENTENTE_SHARED_DATA) / "iati";

using Said = std::multiset<std::pair<std::string, std::string>>;

/// Rule and activity of each finding; the schema's rule once for each activity.
Said official_report(const fs::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  Said said;
  const auto report = boost::json::parse(text.str());
  for (const auto& error : report.at("errors").as_array()) {
    const std::pair<std::string, std::string> one{error.at("id").as_string().c_str(),
                                                  error.at("identifier").as_string().c_str()};
    if (one.first != "0.3.1" || !said.contains(one)) said.insert(one);
  }
  return said;
}

Said our_report(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  Options options;
  options.today = base::PartialDate::parse("2026-11-23")->first_day();
  Said said;
  bool broken = false;
  validate(in, file.filename().string(), options, [&](Finding&& f) {
    if (!is_official(f)) return;
    broken = broken || f.rule->id == "0.1.1";
    const std::pair one{f.rule->id, official_activity(f)};
    if ((one.first != "0.3.1" && one.first != "1.1.2") || !said.contains(one)) said.insert(one);
  });
  // What is no XML is not looked at further there.
  return broken ? Said{{"0.1.1", "file"}} : said;
}

/// What we say and the official validator does not, with the argument in docs/formats/iati.md.
const std::set<std::tuple<std::string, std::string, std::string>> kSaidWithReason{
    // It takes each activity into a file of its own, and does not see what stands beside them.
    {"IATI+js-validator-api__js-validator-api_integration-tests_test-files__iati-act-me-feedback-no-ns.xml",
     "0.3.1", "file"},
};

TEST(Agreement, WithTheOfficialValidatorOnEveryFile) {
  const auto golden = kData / "golden";
  if (!fs::exists(golden)) GTEST_SKIP() << "no shared data beside this checkout";
  std::size_t files = 0, same = 0, said = 0, common = 0, deviations = 0;
  std::map<std::string, int> missing, extra;
  for (const auto& entry : fs::recursive_directory_iterator(golden)) {
    if (entry.path().extension() != ".json") continue;
    auto file = kData / fs::relative(entry.path(), golden);
    file.replace_extension();  // ".xml.json" of ".xml"
    const auto theirs = official_report(entry.path());
    auto ours = our_report(file);
    for (const auto& [name, rule, activity] : kSaidWithReason)
      if (name == file.filename()) {
        EXPECT_EQ(ours.erase({rule, activity}), 1U) << name << ": the deviation is none any more";
        ++deviations;
      }
    ++files;
    same += theirs == ours;
    said += theirs.size();
    std::vector<std::pair<std::string, std::string>> only;
    std::ranges::set_difference(theirs, ours, std::back_inserter(only));
    common += theirs.size() - only.size();
    for (const auto& [rule, activity] : only) {
      ++missing[rule];
      std::cout << "  not said: " << file.filename().string() << " " << rule << " " << activity << "\n";
    }
    only.clear();
    std::ranges::set_difference(ours, theirs, std::back_inserter(only));
    for (const auto& [rule, activity] : only) {
      ++extra[rule];
      std::cout << "  said alone: " << file.filename().string() << " " << rule << " " << activity << "\n";
    }
  }
  std::cout << "agreement: " << same << " of " << files << " files, " << common << " of " << said
            << " findings; " << deviations << " said alone, with reason\n";
  for (const auto& [rule, n] : missing) std::cout << "  not said: " << rule << " " << n << "\n";
  for (const auto& [rule, n] : extra) std::cout << "  said alone: " << rule << " " << n << "\n";
  EXPECT_EQ(files, 581U);
  EXPECT_EQ(same, files);
}

/// The schema's verdict, which the standard's own test files state: valid or not by the official XSD.
TEST(Agreement, WithTheSchemaOnTheStandardsOwnFiles) {
  std::ifstream table(kData / "fixtures" / "EXPECTED.tsv");
  if (!table) GTEST_SKIP() << "no shared data beside this checkout";
  std::size_t files = 0;
  std::string line;
  while (std::getline(table, line)) {
    std::vector<std::string> cells;
    std::stringstream row(line);
    for (std::string cell; std::getline(row, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 5 || !cells[4].starts_with("schema ")) continue;
    std::ifstream in(kData / "fixtures" / cells[3] / cells[0], std::ios::binary);
    Options options;
    options.as_version = "2.03";
    std::string first;
    validate(in, cells[0], options, [&](Finding&& f) {
      if (f.rule->severity == Severity::critical && first.empty()) first = f.path + " " + std::string(f.say);
    });
    EXPECT_EQ(first.empty(), cells[4] == "schema valid 2.03") << cells[0] << ": " << first;
    ++files;
  }
  EXPECT_EQ(files, 259U);
}

}  // namespace
}  // namespace entente::exchange::iati::validation

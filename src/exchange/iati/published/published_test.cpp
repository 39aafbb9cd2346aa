// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "exchange/iati/published/changes.hpp"
#include "exchange/iati/published/folder.hpp"
#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/standard.hpp"
#include "exchange/iati/validation/validator.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::exchange::iati::published {
namespace {

namespace fs = std::filesystem;
namespace v = validation;

class PublishedTest : public ::testing::Test {
 protected:
  PublishedTest() {
    std::string name = (fs::temp_directory_path() / "entente-published-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~PublishedTest() override {
    v::Standard::use(nullptr);
    fs::remove_all(folder_);
  }

  void put(const std::string& name, const std::string& bytes) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  /// "what where things before after" of each change the files in the folder make.
  std::vector<std::string> said() const {
    const auto update = read_folder(folder_, v::compiled_in());
    std::vector<std::string> all;
    for (const auto& c : changes(v::compiled_in(), update.tables)) {
      std::string one = std::string(name_of(c.what)) + " " + c.where;
      for (const auto& thing : c.things) one += " " + thing;
      if (!c.before.empty()) one += " <" + c.before;
      if (!c.after.empty()) one += " >" + c.after;
      if (!c.also.empty()) one += " +" + std::to_string(c.also.size());
      all.push_back(one);
    }
    return all;
  }
  /// How the folder is refused; "" where it is not.
  std::string refusal() const {
    try {
      read_folder(folder_, v::compiled_in());
    } catch (const base::Error& e) {
      EXPECT_FALSE(e.next().empty()) << e.what();
      return e.what();
    }
    return {};
  }

  fs::path folder_;
};

std::string codelist(const std::string& name, const std::string& items) {
  return "<codelist name=\"" + name + "\"><codelist-items>" + items + "</codelist-items></codelist>";
}

std::string item(const std::string& code, const std::string& status = "active") {
  return "<codelist-item status=\"" + status + "\"><code>" + code + "</code></codelist-item>";
}

/// The lines of a table that say something, without the names of messages.
std::vector<std::string> lines_of(const std::string& table) {
  std::vector<std::string> all;
  v::Lines lines(table, "table");
  for (lines.next(); !lines.ended(); lines.next())
    all.push_back(std::string(2 * lines.depth(), ' ') + std::string(lines.line()));
  return all;
}

TEST_F(PublishedTest, TheOfficialFilesMakeTheTablesWeShip) {
  const auto official = fs::path(ENTENTE_SHARED_DATA) / "iati" / "standard";
  if (!fs::exists(official)) GTEST_SKIP() << "../shared/data is absent";
  const auto& ours = v::compiled_in();
  // From nothing but the files, as far as they go: no list, no rule and no agency of ours can stay.
  v::Tables nothing = ours;
  nothing.codelists = nothing.rules = nothing.agencies = "";
  const auto update = read_folder(official, nothing);
  for (const auto& c : changes(ours, update.tables))
    ADD_FAILURE() << name_of(c.what) << " " << c.where << " <" << c.before << " >" << c.after;
  EXPECT_EQ(lines_of(update.tables.rules), lines_of(ours.rules));
  EXPECT_EQ(lines_of(update.tables.agencies).size() > 1, true);
  std::vector<std::string> remarks;
  for (const auto& r : update.remarks) {
    remarks.push_back(r.where);
    for (const auto& thing : r.things) remarks.back() += " " + thing;
  }
  // Two lists are published with a code more than the official validator's own checks take.
  EXPECT_EQ(remarks, (std::vector<std::string>{"mapping.xml", "rulesets/standard.json",
                                               "OtherIdentifierType A4", "TagVocabulary 5"}));
  std::cout << update.files << " official files make the tables compiled in\n";
}

TEST_F(PublishedTest, ANewerListSaysWhichCodesCameAndWent) {
  put("lists/ActivityScope.xml",
      codelist("ActivityScope", item("1") + item("2", "withdrawn") + item("3") + item("4") + item("5") +
                                    item("6") + item("7") + item("9")));
  put("BudgetStatus.json",
      R"({"attributes":{"name":"BudgetStatus"},"metadata":{},"data":[{"code":"1","status":"active"},{"code":"2"},{"code":"3"}]})");
  put("OrganisationRegistrationAgency.xml",
      codelist("OrganisationRegistrationAgency", item("XX-NEW") + item("AD-COA")));
  const auto all = said();
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all[0], "codes_added ActivityScope 9");
  EXPECT_EQ(all[1], "codes_removed ActivityScope 8");
  EXPECT_EQ(all[2], "codes_withdrawn ActivityScope 2");
  EXPECT_EQ(all[3], "codes_added BudgetStatus 3");
  EXPECT_EQ(all[4], "agencies_added  XX-NEW");
  EXPECT_TRUE(all[5].starts_with("agencies_removed  AE-ACCI ")) << all[5];
}

TEST_F(PublishedTest, ANewerSchemaSaysWhatMayStandElsewhereOrOtherwise) {
  auto changed = v::compiled_in();
  const auto replace = [&](const std::string& from, const std::string& to) {
    const auto at = changed.schema.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    changed.schema.replace(at, from.size(), to);
  };
  replace("  activity-scope 0 1 = activity-scope\n",
          "  activity-scope 0 * = activity-scope\n  mood 0 1\n    text string\n");
  replace("  @humanitarian boolean\n", "  @humanitarian string required\n");
  replace("element narrative\n  text string\n  @xml:lang language\n", "element narrative\n  text decimal\n");
  replace("element fss\n", "element fss\n  remark 0 *\n    any\n");
  std::vector<std::string> all;
  for (const auto& c : changes(v::compiled_in(), changed))
    all.push_back(std::string(name_of(c.what)) + " " + c.where + (c.things.empty() ? "" : " " + c.things[0]) +
                  " <" + c.before + " >" + c.after + (c.also.size() > 30 ? " many" : ""));
  std::ranges::sort(all);
  EXPECT_EQ(all,
            (std::vector<std::string>{
                "attribute_changed /iati-activities/iati-activity @humanitarian <boolean >string, required",
                "attribute_removed /iati-activities/iati-activity/activity-date/narrative @xml:lang "
                "<language > many",
                "element_added /iati-activities/iati-activity/fss/remark < >0..*",
                "element_added /iati-activities/iati-activity/mood < >0..1",
                "element_content /iati-activities/iati-activity/activity-date/narrative <text string >text "
                "decimal many",
                "element_times /iati-activities/iati-activity/activity-scope <0..1 >0..*"}));
}

/// A rule set of one rule, which stands for all that are compiled in.
std::string rule_set(const std::string& kind, const std::string& more, const std::string& id = "77.1.1") {
  return R"({"/iati-activities/iati-activity":{")" + kind + R"(":{"cases":[{)" + more +
         R"("ruleInfo":{"id":")" + id +
         R"(","severity":"warning","category":"iati","message":"Name a contact."}}]}}})";
}

TEST_F(PublishedTest, ARuleThatIsNewIsAskedAndToldInTheStandardsWords) {
  put("rules.json", rule_set("atleast_one", R"("paths":["contact-info"],)"));
  put("standard.txt", "not looked at");
  const auto all = said();
  EXPECT_NE(
      std::ranges::find(all,
                        "rule_added 77.1.1 /iati-activities/iati-activity >atleast_one warning iati; path "
                        "contact-info"),
      all.end());
  EXPECT_GT(
      std::ranges::count_if(all, [](const auto& one) { return one.starts_with("rule_removed 6.11.1 "); }), 0);
  const auto data = folder_ / "data";
  fs::create_directories(data);
  v::write_tables(v::tables_file(data), read_folder(folder_, v::compiled_in()).tables);
  v::use_tables_of(data);
  std::istringstream in(
      "<iati-activities version=\"2.03\"><iati-activity><iati-identifier>A</iati-identifier></iati-activity>"
      "</iati-activities>");
  std::vector<std::string> words;
  v::validate(in, "file", {}, [&](v::Finding&& f) {
    if (f.rule->id == "77.1.1") words.push_back(v::words_of(f, base::Messages::in("en")).what);
    EXPECT_NE(f.rule->id, "6.11.1");
  });
  EXPECT_EQ(words, std::vector<std::string>{"A rule of the standard is not met: “Name a contact.”"});
  // Our own rules stay, whatever is published.
  EXPECT_TRUE(std::ranges::any_of(v::Standard::current().rules,
                                  [](const auto& r) { return r->id == "entente.self"; }));
}

TEST_F(PublishedTest, WhatTheOfficialValidatorTakesOtherwiseIsPutAsItDoes) {
  put("rules.json",
      R"j({"/iati-activities/iati-activity":{"loop":{"cases":[{"foreach":"sector/@vocabulary","subs":["paths"],"do":)j"
      R"j({"strict_sum":{"cases":[{"condition":"count(sector[@vocabulary = '$1']) > 1","paths":["sector/@percentage"],)j"
      R"j("sum":100,"ruleInfo":{"id":"2.1.2","severity":"error","category":"iati","message":"m"}}]}}}]},)j"
      R"j("if_then":{"cases":[{"if":"sector[@code = '1']/@x","then":"not(title)","paths":["title"],)j"
      R"j("ruleInfo":{"id":"8.8.8","severity":"error","category":"iati","message":"m"}}]},)j"
      R"j("regex_matches":{"cases":[{"regex":"^[^\\/\\&]+$","paths":["title"],)j"
      R"j("ruleInfo":{"id":"8.8.9","severity":"error","category":"iati","message":"m"}}]}}})j");
  const auto rules = read_folder(folder_, v::compiled_in()).tables.rules;
  EXPECT_NE(rules.find("  when false()\n"), std::string::npos);
  EXPECT_EQ(rules.find("  if sector"), std::string::npos);
  EXPECT_NE(rules.find("  then not(title)\n"), std::string::npos);
  EXPECT_NE(rules.find("  forbid /&\n"), std::string::npos);
}

// Kinds that the standard specifies, and no rule of 2.03 is of.
TEST_F(PublishedTest, ARuleOfAKindThatNoneIsOfYetIsAskedToo) {
  struct Newer {
    const char *kind, *members;
    std::vector<std::string> bad, good;
  };
  const std::string title = "<title/>", scope = "<activity-scope code=\"1\"/>",
                    status = "<activity-status code=\"2\"/>";
  const auto sector = [](const std::string& percentage) {
    return "<sector code=\"14030\" percentage=\"" + percentage + "\"/>";
  };
  const std::vector<Newer> kinds{{"only_one_of",
                                  R"("excluded":["title"],"paths":["activity-scope","activity-status"],)",
                                  {"", scope + status, title + status},
                                  {scope, status, title}},
                                 {"dependent",
                                  R"("paths":["title","activity-scope","activity-status"],)",
                                  {scope, title + status},
                                  {"", title + status + scope}},
                                 {"dependent",
                                  R"("condition":"title","paths":["activity-scope","activity-status"],)",
                                  {title + scope},
                                  {scope, title}},
                                 {"sum",
                                  R"("condition":"sector","paths":["sector/@percentage"],"sum":100,)",
                                  {sector("40") + sector("59.5"), sector("")},
                                  {"", sector("40.4") + sector("59.6")}},
                                 {"regex_no_matches",
                                  R"("regex":"[\\/\\&]","paths":["activity-scope/@code"],)",
                                  {"<activity-scope code=\"1/2\"/>"},
                                  {"", scope}}};
  for (const auto& one : kinds) {
    SCOPED_TRACE(one.members);
    put("rules.json", rule_set(one.kind, one.members));
    const auto data = folder_ / "data";
    fs::create_directories(data);
    v::write_tables(v::tables_file(data), read_folder(folder_, v::compiled_in()).tables);
    v::use_tables_of(data);
    const auto asked = [](const std::string& inside) {
      std::istringstream in(
          "<iati-activities version=\"2.03\"><iati-activity><iati-identifier>A</iati-identifier>" + inside +
          "</iati-activity></iati-activities>");
      std::size_t findings = 0;
      v::validate(in, "file", {}, [&](const v::Finding& f) { findings += f.rule->id == "77.1.1" ? 1 : 0; });
      return findings;
    };
    for (const auto& inside : one.bad) EXPECT_EQ(asked(inside), 1U) << inside;
    for (const auto& inside : one.good) EXPECT_EQ(asked(inside), 0U) << inside;
    fs::remove_all(data);
  }
}

struct Wrong {
  const char* name;
  std::string bytes;
  const char* says;
};

TEST_F(PublishedTest, WhatIsWrongIsRefusedInASentenceThatNamesTheFile) {
  const std::string xsd = "<x:schema xmlns:x=\"http://www.w3.org/2001/XMLSchema\" version=\"2.03\">";
  const auto roots = [&](const std::string& inside) {
    return xsd + "<x:element name=\"iati-activities\"><x:complexType><x:sequence>" + inside +
           "</x:sequence></x:complexType></x:element><x:element name=\"iati-organisations\"/></x:schema>";
  };
  std::string deep;
  for (int i = 0; i < 5'000; ++i) deep += "<x:element name=\"a\"><x:complexType><x:sequence>";
  for (int i = 0; i < 5'000; ++i) deep += "</x:sequence></x:complexType></x:element>";
  const std::vector<Wrong> wrong{
      {"cut.xml", codelist("ActivityScope", item("1")).substr(0, 60),
       "cut.xml, line 1: is no well-formed XML"},
      {"empty.xml", "", "empty.xml"},
      {"bomb.xml",
       "<!DOCTYPE codelist [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" +
           codelist("ActivityScope", item("&b;")),
       "declares a document type"},
      {"fetch.xsd", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">" + roots(""), "declares a document type"},
      {"bare.xml", codelist("ActivityScope", ""), "is a list without a code"},
      {"spaced.xml", codelist("ActivityScope", item("1 2")), "has '1 2' as a code"},
      {"tilde.xml", codelist("ActivityScope", item("~1")), "has '~1' as a code"},
      {"bytes.xml", codelist("ActivityScope", item("\xC3\x28")), "as a code"},
      {"later.xsd", "<x:schema xmlns:x=\"http://www.w3.org/2001/XMLSchema\" version=\"2.04\"/>",
       "is of version '2.04', not of 2.03"},
      {"half.xsd", xsd + "<x:element name=\"iati-activities\"/></x:schema>",
       "has no element iati-organisations"},
      {"choice.xsd", roots("<x:choice/>"), "uses <x:choice>"},
      {"times.xsd", roots("<x:element name=\"a\" maxOccurs=\"7\"/>"), "lets 'a' stand from 1 to 7 times"},
      {"nowhere.xsd", roots("<x:element ref=\"a\"/>"), "refers to the element 'a'"},
      {"strange.xsd", roots("<x:element name=\"a\" type=\"x:duration\"/>"), "uses the type 'duration'"},
      {"itself.xsd", roots("<x:element ref=\"iati-activities\"/>"), "is defined by itself, without end"},
      {"deep.xsd", roots(deep), "nests elements or types more than 40 deep"},
      {"cut.json", rule_set("atleast_one", R"("paths":["title"],)").substr(0, 50), "cut.json"},
      {"deep.json", std::string(100'000, '[') + std::string(100'000, ']'), "deep.json"},
      {"kind.json", rule_set("guess", R"("paths":["title"],)"), "is of the kind 'guess'"},
      {"member.json", rule_set("atleast_one", R"("paths":["title"],"hope":1,)"), "has 'hope'"},
      {"nameless.json", R"({"/iati-activities":{"unique":{"cases":[{"paths":[]}]}}})", "has no 'ruleInfo'"},
      {"regex.json", rule_set("regex_matches", R"("regex":"(a+)+$","paths":["title"],)"),
       "a regular expression"},
      {"no_regex.json", rule_set("regex_no_matches", R"("regex":"[a-z]+","paths":["title"],)"),
       "a regular expression"},
      {"path.json", rule_set("atleast_one", R"("paths":["title[[["],)"), "do not fit together"},
      {"long.json", rule_set("atleast_one", "\"paths\":[\"" + std::string(5'000, '(') + "\"],"),
       "longer than 1000"},
      {"lines.json", rule_set("atleast_one", R"("paths":["title\ncode 1 error iati / Version"],)"),
       "a control character"},
      {"severity.json",
       R"({"/iati-activities":{"version":{"codelist":"Version","allowedCodes":["2.03"],"severity":"dire","category":"iati","id":"9.1.1"}}})",
       "do not fit together"},
      {"other.txt", "nothing of ours", "holds no official file"},
      {"page.json", "{\"hello\":1}", "holds no official file"},
  };
  for (const auto& one : wrong) {
    put(one.name, one.bytes);
    const auto says = refusal();
    EXPECT_NE(says.find(one.says), std::string::npos) << one.name << ": " << says;
    fs::remove(folder_ / one.name);
  }
  put("large.json", std::string((16U << 20U) + 1, ' '));
  EXPECT_NE(refusal().find("large.json: is larger than 16 MiB"), std::string::npos);
  fs::remove(folder_ / "large.json");
  put("a.xml", codelist("ActivityScope", item("1")));
  put("b.xml", codelist("ActivityScope", item("1")));
  EXPECT_NE(refusal().find("b.xml: is a second list ActivityScope, beside a.xml"), std::string::npos);
}

TEST_F(PublishedTest, KeptTablesAreReadAgainOrRefused) {
  const auto kept = v::tables_file(folder_);
  EXPECT_FALSE(v::read_tables(kept).has_value());
  v::write_tables(kept, v::compiled_in());
  const auto again = v::read_tables(kept);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->schema, v::compiled_in().schema);
  EXPECT_EQ(again->codelists, v::compiled_in().codelists);
  EXPECT_EQ(again->rules, v::compiled_in().rules);
  EXPECT_EQ(again->agencies, v::compiled_in().agencies);
  v::use_tables_of(folder_);
  EXPECT_TRUE(changes(v::compiled_in(), *again).empty());
  const auto refused = [&](const std::string& cause) {
    try {
      v::use_tables_of(folder_);
    } catch (const base::Error& e) {
      return std::string(e.what()).find(cause) != std::string::npos &&
             e.next().find("entente standard update") != std::string::npos;
    }
    return false;
  };
  fs::resize_file(kept, fs::file_size(kept) / 2);
  EXPECT_TRUE(refused("is not whole"));
  auto wrong = v::compiled_in();
  wrong.rules += "rule unknown 1.1 error iati say spaces\n";
  v::write_tables(kept, wrong);
  EXPECT_TRUE(refused("is no kind of rule"));
  wrong = v::compiled_in();
  wrong.rules +=
      "context /iati-activities\nrule atleast_one 1.1 error iati say nothing_we_say\n  path @version\n";
  v::write_tables(kept, wrong);
  EXPECT_TRUE(refused("which is no message"));
  wrong = v::compiled_in();
  wrong.schema += "element\n";
  v::write_tables(kept, wrong);
  EXPECT_TRUE(refused("neither an element nor a type"));
}

TEST_F(PublishedTest, EveryChangeHasAMessageInEveryLanguage) {
  for (int what = 0; what <= static_cast<int>(Change::What::rule_changed); ++what)
    for (const auto* language : {"en", "fr", "es", "ru", "ar", "zh"})
      EXPECT_TRUE(base::Messages::in(language).has("standard.change." +
                                                   std::string(name_of(static_cast<Change::What>(what)))))
          << what;
}

}  // namespace
}  // namespace entente::exchange::iati::published

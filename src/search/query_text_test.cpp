// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_text.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/date.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"

namespace entente::search {
namespace {

using Words = std::vector<std::string>;

std::string shown(const Node& node);

std::string joined(const std::vector<Node>& parts, const std::string& sign) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : sign) + shown(part);
  return out;
}

struct Show {
  std::string operator()(const All& all) const { return "(" + joined(all.parts, " ") + ")"; }
  std::string operator()(const Any& any) const { return "(" + joined(any.parts, " | ") + ")"; }
  std::string operator()(const Phrase& phrase) const {
    std::string out;
    for (const auto& word : phrase.words)
      out += (out.empty() ? "" : "_") + word.text + (word.prefix ? "*" : "");
    return out;
  }
  std::string operator()(const Values& values) const {
    std::string out(name_of(values.facet));
    for (const auto& value : values.any) out += (&value == &values.any.front() ? "=" : ",") + value;
    return out;
  }
  std::string operator()(const Range& range) const {
    const std::string names[] = {"start", "changed", "amount"};
    const auto end = [](std::int64_t n, std::int64_t open) { return n == open ? "" : std::to_string(n); };
    return names[static_cast<std::size_t>(range.figure)] + "[" + end(range.least, Range::kLeast) + ".." +
           end(range.most, Range::kMost) + range.currency + "]";
  }
  std::string operator()(Lights lights) const { return "lights=" + std::to_string(lights.any); }
  std::string operator()(const Chosen&) const { return "chosen"; }  // which no text is read as
};

/// Words joined by "_", "*" for a prefix, "-" for what is excluded, "|" between alternatives.
std::string shown(const Node& node) {
  return (node.excluded ? "-" : "") + std::visit(Show{}, node.is);
}
std::string shown(std::string_view text) {
  const auto parties = [](std::string_view name) {
    return name == "World Bank" ? std::vector<std::string>{"b", "a", "b"} : std::vector<std::string>{};
  };
  return joined(std::get<All>(read_query(text, parties).tree.is).parts, " ");
}
std::string complaints(std::string_view text) {
  std::string out;
  for (const auto& c : read_query(text).complaints)
    out += (out.empty() ? "" : " ") + c.key.substr(6) + "@" + std::to_string(c.at) +
           (c.part.empty() ? "" : "(" + c.part + ")") + (c.field.empty() ? "" : "[" + c.field + "]");
  return out;
}
std::size_t terms(std::string_view text) {
  return std::get<All>(read_query(text).tree.is).parts.size();
}
std::int64_t day(std::string_view date) {
  return base::PartialDate::parse(date)->first_day();
}

TEST(QueryText, Words) {
  EXPECT_EQ(shown("Clean WATER"), "clean water");
  EXPECT_EQ(shown("water water Wáter"), "water");
  EXPECT_EQ(shown("goals:6 climate-change l'eau"), "goals 6 climate change l eau");
  EXPECT_EQ(shown(""), "");
  EXPECT_EQ(shown(" ... !? * "), "");
}

TEST(QueryText, Phrases) {
  EXPECT_EQ(shown("\"clean water\" now"), "clean_water now");
  EXPECT_EQ(shown("“clean water” «eau propre» 「清洁」"), "clean_water eau_propre 清洁");
  EXPECT_EQ(shown("a\"b c\"d"), "a b_c d");
  EXPECT_EQ(shown("\"\" \"one\""), "one");
}

TEST(QueryText, OpenQuote) {
  EXPECT_EQ(complaints("été \"two three"), "open_quote@5");
  EXPECT_EQ(shown("one \"two three"), "one two_three");
  EXPECT_EQ(complaints("\"two\""), "");
}

TEST(QueryText, Excluded) {
  EXPECT_EQ(shown("-water -\"clean air\" −fire"), "-water -clean_air -fire");
  EXPECT_EQ(shown("-climate-change"), "-climate_change");
  EXPECT_EQ(shown("a - b -"), "a b");
  EXPECT_EQ(shown("--a"), "-a");
}

TEST(QueryText, Prefix) {
  EXPECT_EQ(shown("wat* w* -sani*"), "wat* w -sani*");
  EXPECT_EQ(shown("\"clean wat*\" \"cle* water\""), "clean_wat* cle_water");
  EXPECT_EQ(shown("été*"), "ete*");
  EXPECT_EQ(shown("é*"), "e");
  EXPECT_EQ(shown("wa*ter"), "wa* ter");
}

TEST(QueryText, Ideographs) {
  EXPECT_EQ(shown("水资源"), "水资_资源");
  EXPECT_EQ(shown("水"), "水*");
  EXPECT_EQ(shown("AI技术员"), "ai 技术_术员");
  EXPECT_EQ(shown("\"水资源 ai\""), "水资_资源_源_ai");
  EXPECT_EQ(shown("-技术"), "-技术");
}

TEST(QueryText, WordsWanted) {
  const auto read = read_query("Été wat* -no \"clean été\" 水资源 (a OR -b) été");
  Words words;
  for (const auto* word : words_wanted(read.tree)) words.push_back(word->text + (word->prefix ? "*" : ""));
  EXPECT_EQ(words, (Words{"ete", "wat*", "clean", "ete", "水资", "资源", "a"}));
}

TEST(QueryText, WordsOfAStemAreAlikeUnlessQuoted) {
  const auto alike = [](std::string_view text) {
    std::string out;
    const auto read = read_query(text);
    for (const auto& part : std::get<All>(read.tree.is).parts)
      for (const auto& word : std::get<Phrase>(part.is).words) out += word.alike ? "a" : "-";
    return out;
  };
  EXPECT_EQ(alike("clean water"), "aa");
  EXPECT_EQ(alike("-water climate-change"), "aaa");
  EXPECT_EQ(alike("\"clean\" -\"water\" \"clean water\" -climate-change wat* 水 水资源"), "----------");
}

TEST(QueryText, Or) {
  EXPECT_EQ(shown("water OR air"), "(water | air)");
  EXPECT_EQ(shown("a b OR c d"), "a (b | c) d") << "it binds closer than standing side by side";
  EXPECT_EQ(shown("a OR b OR \"c d\" | -e"), "(a | b | c_d | -e)");
  EXPECT_EQ(shown("a|b｜c||d"), "(a | b | c | d)");
  EXPECT_EQ(shown("a or b Or c ORB"), "a or b c orb") << "only in capitals";
  EXPECT_EQ(shown("a OR a"), "a");
  EXPECT_EQ(shown("a OR climate-change"), "(a | (climate change))");
  EXPECT_EQ(shown("OR a OR OR b OR"), "(a | b)");
  EXPECT_EQ(complaints("OR a OR | b OR"), "or_alone@1(OR) or_alone@9(|) or_alone@13(OR)");
  EXPECT_EQ(shown("a OR ... b"), "(a | b)") << "signs are gaps";
  EXPECT_EQ(shown("-OR"), "-or");
}

TEST(QueryText, Parentheses) {
  EXPECT_EQ(shown("(a b) OR (c -d)"), "((a b) | (c -d))");
  EXPECT_EQ(shown("-(a OR b) c"), "-(a | b) c");
  EXPECT_EQ(shown("-(-a) -(b) ((c))"), "a -b c");
  EXPECT_EQ(shown("worker(s) f(x) （全角）"), "worker s f x 全角");
  EXPECT_EQ(shown("() ( ) -()"), "");
  EXPECT_EQ(complaints("a (b (c"), "open_paren@6 open_paren@3");
  EXPECT_EQ(shown("a OR (b (c"), "(a | (b c))");
  EXPECT_EQ(complaints("a) b"), "stray_paren@2");
  EXPECT_EQ(shown("a) OR b"), "(a | b)");
}

TEST(QueryText, Depth) {
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "(a OR ";
  deep += "b";
  for (int i = 0; i < 30; ++i) deep += ")";
  EXPECT_EQ(shown(deep + " c"), "(a | b) c");
  EXPECT_TRUE(complaints(deep).starts_with("too_deep@"));
  EXPECT_EQ(read_query(deep).complaints.size(), kComplaints);
}

TEST(QueryText, FieldsByCode) {
  EXPECT_EQ(shown("goal:6 Country:ke status:active"), "goal=6 country=KE status=active");
  EXPECT_EQ(shown("goal:6.1 target:6 goal:mdg:7 target:mdg:7.c goal:sdg:6"),
            "target=6.1 goal=6 goal=mdg:7 target=mdg:7.C");
  EXPECT_EQ(shown("country:KEN,UG，fr country:\"KE\""), "country=FR,KE,UG country=KE");
  EXPECT_EQ(shown("region:m49:202 region:202 language:sw language:sr-latn"),
            "region=m49:202 language=sw language=sr-latn");
  EXPECT_EQ(shown("-kind:project OR level:national"), "(-kind=project | level=national)");
  EXPECT_EQ(shown("party:01890000-0000-7000-8000-000000000001"),
            "party=01890000-0000-7000-8000-000000000001");
}

TEST(QueryText, FieldsByName) {
  EXPECT_EQ(shown("country:Kenya pays:Kenya страна:肯尼亚 国家：кения البلد:كينيا"), "country=KE");
  EXPECT_EQ(shown("country:Tanzania"), "country=TZ") << "the name holds it as a whole word";
  EXPECT_EQ(shown("country:\"côte d’ivoire\" country:guinea"), "country=CI country=GN");
  EXPECT_EQ(shown("goal:\"clean water and sanitation\" 目标:清洁饮水"), "goal=6");
  EXPECT_EQ(shown("role:\"lead partner\" language:swahili вид:проект"), "role=lead language=sw kind=project");
  EXPECT_EQ(shown("party:\"World Bank\""), "party=a,b");
}

TEST(QueryText, Dates) {
  const auto range = [](const std::string& figure, std::string_view least, std::string_view most) {
    return figure + "[" + (least.empty() ? "" : std::to_string(day(least))) + ".." +
           (most.empty() ? "" : std::to_string(day(most))) + "]";
  };
  EXPECT_EQ(shown("from:2019"), range("start", "2019-01-01", ""));
  EXPECT_EQ(shown("to:2021-06"), range("start", "", "2021-06-30"));
  EXPECT_EQ(shown("year:2019"), "year=2019");
  EXPECT_EQ(shown("year:2019..2021"), range("start", "2019-01-01", "2021-12-31"));
  EXPECT_EQ(shown("year:>2019"), range("start", "2020-01-01", ""));
  EXPECT_EQ(shown("updated:<2019-05-03"), range("changed", "", "2019-05-02"));
  EXPECT_EQ(shown("updated:>=2019-05"), range("changed", "2019-05-01", ""));
  EXPECT_EQ(shown("updated:2019-05-03"), range("changed", "2019-05-03", "2019-05-03"));
  EXPECT_EQ(shown("updated:2019…"), range("changed", "2019-01-01", ""));
  EXPECT_EQ(shown("من:٢٠١٩"), range("start", "2019-01-01", ""));
  for (const auto* wrong : {"from:x", "from:>2019", "year:..", "updated:2019-13", "updated:2019-05-03T12:00"})
    EXPECT_TRUE(complaints(wrong).starts_with("bad_date@")) << wrong;
}

TEST(QueryText, Amounts) {
  EXPECT_EQ(shown("amount:>1m"), "amount[1000001..]");
  EXPECT_EQ(shown("amount:>=1.5M amount:<2bnEUR"), "amount[1500000..] amount[..1999999999EUR]");
  EXPECT_EQ(shown("amount:250k..5m"), "amount[250000..5000000]");
  EXPECT_EQ(shown("amount:1,000,000 amount:500000.75usd"),
            "amount[1000000..1000000] amount[500000..500000USD]");
  EXPECT_EQ(shown("金额:>100万 сумма:>2млн amount:kes3k..4k"),
            "amount[1000001..] amount[2000001..] amount[3000..4000KES]");
  for (const auto* wrong : {"amount:much", "amount:>", "amount:1mEUR..2mUSD", "amount:1q", "amount:9e300",
                            "amount:900000000000bn", "amount:1..2..3"})
    EXPECT_TRUE(complaints(wrong).starts_with("bad_amount@")) << wrong;
}

TEST(QueryText, Lights) {
  EXPECT_EQ(shown("fresh:green fresh:red актуальность:x fresh:dormant"), "lights=1 lights=12 x lights=8");
  EXPECT_EQ(shown("fresh:green,yellow"), "(lights=1 | lights=2)");
  EXPECT_EQ(shown("fraîcheur:rouge fresh:not_due"), "lights=12 lights=16");
}

TEST(QueryText, WhatIsNoFieldOrValueIsReadAsWords) {
  EXPECT_EQ(complaints("x colour:red"), "unknown_field@3(colour)");
  EXPECT_EQ(shown("x colour:red"), "x colour red");
  EXPECT_EQ(complaints("水 country:Atlantis"), "unknown_value@11(Atlantis)[country]");
  EXPECT_EQ(shown("-country:\"lost atlantis\",KE"), "-(lost_atlantis | country=KE)");
  EXPECT_EQ(complaints("Goal: water"), "empty_value@1(Goal)");
  EXPECT_EQ(shown("Goal: water"), "goal water");
  EXPECT_EQ(complaints("https://x.org 12:30 XM-DAC-7:1 a: ::b"), "") << "nobody means a field by these";
}

TEST(QueryText, NamesOfFieldsAreClear) {
  std::map<std::string, std::string> fields;
  for (const auto language : base::kLanguages)
    for (const auto field : kFieldNames) {
      const auto name = base::Messages::in(language).get("query.field." + std::string(field));
      const auto [known, first] = fields.emplace(fold(name), field);
      EXPECT_EQ(known->second, field) << name << " in " << language;
      EXPECT_EQ(kFieldNames[static_cast<std::size_t>(Names::all().field(name).value())], field) << name;
    }
}

TEST(QueryText, ComplaintsAreMessages) {
  for (const auto* text :
       {"\"a", "(a", "a)", "OR a", "colour:red", "goal: x", "goal:x", "from:x", "amount:x"})
    for (const auto language : base::kLanguages) {
      const auto read = read_query(text).complaints;
      ASSERT_EQ(read.size(), 1U) << text;
      EXPECT_NE(text_of(read.front(), language).find(std::to_string(read.front().at)), std::string::npos);
    }
  EXPECT_EQ(text_of(read_query("colour:red").complaints.front(), "en"),
            "“colour” at character 1 is not a field of this register: it was read as words.");
}

TEST(QueryText, Limits) {
  std::string many;
  for (int i = 0; i < 60; ++i) many += "w" + std::to_string(i) + " ";
  EXPECT_EQ(terms(many), kQueryTerms);
  EXPECT_TRUE(complaints(many).starts_with("too_long@"));

  const auto longest = std::string(kTermBytes, 'x');
  EXPECT_EQ(terms(longest), 1U);
  const auto longer = "a " + longest + "x b";
  EXPECT_EQ(terms(longer), 2U);
  EXPECT_EQ(complaints(longer), "too_long@3");

  std::string parties;
  for (int i = 0; i < 20; ++i) parties += "party:p ";
  int asked = 0;
  read_query(parties, [&](std::string_view) { return std::vector{std::to_string(++asked)}; });
  EXPECT_EQ(asked, static_cast<int>(kQueryParties));
}

TEST(QueryText, Hostile) {
  EXPECT_LE(terms(std::string(1 << 20, 'x')), 1U);
  for (const auto sign : {'"', '-', '\xFF', '(', ')', '|', ':', ','})
    EXPECT_EQ(terms(std::string(1 << 20, sign)), 0U);
  std::string words, values = "country:";
  while (words.size() < 1 << 20) words += "-\"a b\" c* ";
  while (values.size() < 1 << 20) values += "KE,";
  EXPECT_EQ(shown(words), "-a_b c");
  EXPECT_EQ(read_query(words).complaints.size(), 2U);
  EXPECT_EQ(shown(values), "country=KE");
  EXPECT_EQ(shown(std::string_view("\x01wa\0ter\x7F x\xC3", 11)), "wa ter x");
  EXPECT_EQ(complaints("\""), "open_quote@1");
}

}  // namespace
}  // namespace entente::search

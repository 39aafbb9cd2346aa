// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/record.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "model/published_limits.hpp"

namespace entente::model {
namespace {

base::Uuid id(int n) {
  return base::Uuid::v7(base::Instant{1'700'000'000'000 + n});
}

Partnership rich() {
  Partnership p;
  p.title.add("en", "Water for two districts");
  p.title.add("ar", "مياه لمقاطعتين");
  p.purpose.add("en", "Wells, and who keeps them");
  p.kind = "project";
  p.level = "national";
  p.status = "active";
  p.planned_start = base::PartialDate::parse("2019");
  p.places = {{"country", "KE", "", {}, base::Decimal::parse("60"), "", ""},
              {"location", "", "", base::Text("en", "Kisumu"), {}, "-0.1", "34.75"}};
  auto& town = p.places.back();
  town.reference = "L1";
  town.description.add("en", "A port on the lake");
  town.activity_description.add("fr", "Puits");
  town.reach = "beneficiaries";
  town.exactness = "approximate";
  town.site = "populated_place";
  town.feature = "PPLA";
  town.codes = {{"administrative", "A4", "KE-17", "1", ""}};
  p.goals = {{"sdg", "6.1", {}, "tag-3"}};
  p.fields_of_work = {{"energy", "23210", base::Decimal::parse("33.33")}};
  p.budgets = {{"original",
                "committed",
                base::PartialDate::parse("2020-01-01"),
                {},
                {base::Decimal::parse("12.5").value(), "KES", {}}}};
  p.planned_payments = {{"revised",
                         base::PartialDate::parse("2020-01-01"),
                         base::PartialDate::parse("2020-03-31"),
                         {base::Decimal::parse("2.5").value(), "KES", {}},
                         "Example Agency",
                         "Ministry"}};
  p.classifications = {{"policy_marker", "", "1", "2", {}, "", base::Text("en", "Gender")},
                       {"tag", "99", "T1", "", {}, "https://agency.example/tags", base::Text("en", "Pumps")},
                       {"capital_spend", "", "", "", base::Decimal::parse("12.5"), "", {}}};
  p.conditions = {{"policy", base::Text("en", "Wells stay public")}};
  p.contacts = {
      {"general", base::Text("en", "Example Agency"), {}, {}, {}, "+254 1", "a@agency.example", "", {}}};
  p.contacts.back().further_telephones = {"+254 2", "+254 3"};
  p.contacts.back().further_addresses = {{base::Text("en", "2 Second Road")}};
  p.notes = {{"planned_start", base::Text("en", "As agreed")}};
  p.documents = {{"https://agency.example/plan.pdf",
                  "application/pdf",
                  base::Text("en", "Plan"),
                  base::Text("fr", "Le plan"),
                  {"A01"},
                  {"en", "fr"},
                  {"KE"},
                  base::PartialDate::parse("2020-01-02")}};
  p.links = {{"part_of", id(9), "XM-EXAMPLE-1-PROG-01"}};
  p.identifiers = {{"iati-activity", "XM-EXAMPLE-1-WATER-01"}};
  p.sources = {
      {"Example Agency", "", "", "", base::PartialDate::parse("2024-03"), {"title"}, "self_reported"}};
  p.kept = Kept{"iati-2.03", std::string(64, 'a'), 7};
  return p;
}

Result result() {
  Result r;
  r.partnership = id(1);
  r.kind = "output";
  r.title.add("fr", "Puits creusés");
  Indicator i;
  i.title.add("fr", "Puits");
  i.direction = "down";
  i.baselines = {{base::PartialDate::parse("2019"), {"0", {}, {}}}};
  i.periods = {{base::PartialDate::parse("2020-01-01"),
                base::PartialDate::parse("2020-12-31"),
                {{"10", {}, {}}},
                {{"8", {{"sex", "female"}}, base::Text("fr", "retard")}}}};
  r.indicators = {i};
  return r;
}

std::vector<Record> samples() {
  Organisation o;
  o.name.add("en", "Example Agency");
  o.type = "multilateral";
  o.identifiers = {{"iati-org", "XM-EXAMPLE-1"}};
  Participation part;
  part.partnership = id(1);
  part.organisation = id(2);
  part.role = "funder";
  part.contributes = {"finance", "people"};
  part.benefits.add("en", "Learning");
  Confirmation c;
  c.partnership = id(1);
  c.participation = id(3);
  c.organisation = id(2);
  c.state = "confirmed";
  Commitment promise;
  promise.partnership = id(1);
  promise.giver = {id(2), "Example Agency"};
  promise.value = base::Money{base::Decimal::parse("-5").value(), "EUR", base::PartialDate::parse("2020")};
  promise.quantity = Quantity{base::Decimal::parse("2400.5").value(), "doses"};
  promise.price_reduction =
      PriceReduction{.product = base::Text("en", "Vaccine"),
                     .unit = "dose",
                     .reference = base::Money{base::Decimal::from_integer(10), "USD", {}},
                     .offered = base::Money{base::Decimal::from_integer(3), "USD", {}},
                     .countries = {"KE", "NP"}};
  promise.conditions = base::Text("en", "If a cold chain stands");
  promise.matching = base::Text("en", "One for one with the ministry");
  promise.withdrawn = base::Text("en", "Promised twice");
  Delivery d;
  d.partnership = id(1);
  d.commitment = id(4);
  d.date = base::PartialDate::parse("2020-02");
  d.quantity = Quantity{base::Decimal::from_integer(40), "days"};
  d.evidence = {Evidence{"receipt", base::Text("en", "Receipt"), "https://example.org/1", {}, {}, {}},
                Evidence{"photograph", {}, {}, std::string(64, 'a'), "well.jpg", "image/jpeg"}};
  Attestation word;
  word.partnership = id(1);
  word.delivery = id(5);
  word.organisation = id(2);
  word.state = "disputed";
  word.delivery_hash = std::string(64, 'b');
  word.remark = base::Text("en", "Half of it came");
  return {o, rich(), part, c, promise, d, word, result()};
}

TEST(Record, BodyReadsBackAsWhatItWas) {
  for (const auto& record : samples()) {
    const auto body = body_of(record);
    EXPECT_EQ(read_body(type_of(record), body), record) << body;
    EXPECT_EQ(body_of(read_body(type_of(record), body)), body);
  }
}

TEST(Record, WhatABodySaysOfItsOriginalIsReadAlone) {
  auto partnership = rich();
  partnership.kept = Kept{"iati-2.03", std::string(64, 'a'), 3};
  EXPECT_EQ(kept_in(body_of(partnership)), partnership.kept);
  partnership.kept.reset();
  EXPECT_EQ(kept_in(body_of(partnership)), std::nullopt);
  EXPECT_THROW(kept_in(R"({"kept":{"format":1}})"), base::BadInput);
  EXPECT_THROW(kept_in(R"({"title":)"), base::BadInput);
}

TEST(Record, BodyIsCanonicalJson) {
  Organisation awkward;
  awkward.name.add("zh", "\"引\"\\\n\x01");
  awkward.name.add("\xef\xbf\xbd", "sorts after the next by its UTF-16, before it by its bytes");
  awkward.name.add("\xf0\x9f\x98\x80", "no language at all");
  awkward.sources.resize(2);
  auto all = samples();
  all.emplace_back(awkward);
  all.emplace_back(Organisation{.type = ""});
  for (const auto& record : all) {
    const auto body = body_of(record);
    EXPECT_EQ(base::canonical_json(base::parse_json(body, "body")), body);
  }
}

TEST(Record, AnEmptyFieldIsAbsent) {
  Organisation o;
  o.name.add("en", "A");
  EXPECT_EQ(body_of(o), R"({"name":{"en":"A"},"type":"unknown"})");
}

TEST(Record, AnEmptyStringSaysNothingAndLeavesTheDefault) {
  const auto record = read_body("partnership", R"({"kind":"","status":""})");
  EXPECT_EQ(std::get<Partnership>(record).kind, Partnership().kind);
  EXPECT_EQ(read_body("partnership", body_of(record)), record);
}

TEST(Record, OfAMemberThatStandsTwiceTheLastHolds) {
  const std::pair<std::string_view, std::string_view> same[] = {
      {R"({"status":"active","kind":"project","status":"ended"})", R"({"kind":"project","status":"ended"})"},
      {R"({"status":"active","status":""})", R"({})"},
      {R"({"level":"national","level":"global"})", R"({"level":"global"})"},
      {R"({"title":{"en":"A","fr":"B"},"title":{"en":"C"}})", R"({"title":{"en":"C"}})"},
      {R"({"title":{"en":"A","fr":"B","en":"C"}})", R"({"title":{"en":"C","fr":"B"}})"},
      {R"({"title":{"en":"A","fr":"B","en":""}})", R"({"title":{"fr":"B"}})"},
      {R"({"title":{"\u0065n":"A","en":"C"}})", R"({"title":{"en":"C"}})"},
      {R"({"title":{"EN":"A","en":"B","EN":"C"}})", R"({"title":{"en":"C\n\nB"}})"},
      {R"({"places":[{"code":"KE","kind":"country","code":"UG"}],"places":[{"kind":"region","kind":""}]})",
       R"({"places":[{}]})"},
      {R"({"budgets":[{"value":{"amount":"1","currency":"KES","amount":"2","currency":"EUR"}}]})",
       R"({"budgets":[{"value":{"amount":"2","currency":"EUR"}}]})"},
  };
  for (const auto& [twice, once] : same) {
    EXPECT_EQ(read_body("partnership", twice), read_body("partnership", once)) << twice;
    // Which is what a tree of the whole text makes of it.
    const auto tree = base::canonical_json(base::parse_json(twice, "partnership"));
    EXPECT_EQ(read_body("partnership", twice), read_body("partnership", tree)) << twice;
  }
}

TEST(Record, WhatTheFormDoesNotAllowIsRefusedWithItsPath) {
  const auto told = [](std::string_view type, std::string_view body) {
    try {
      read_body(type, body);
    } catch (const base::BadInput& e) {
      return std::string(e.what());
    }
    return std::string("read");
  };
  EXPECT_NE(told("organisation", R"({"nmae":{}})").find("'nmae'"), std::string::npos);
  EXPECT_NE(told("partnership", R"({"places":[{"kind":"country"},{"percentage":"x"}]})")
                .find("'places[1].percentage'"),
            std::string::npos);
  EXPECT_NE(told("partnership", R"({"title":"no language"})").find("texts by language"), std::string::npos);
  EXPECT_NE(told("participation", R"({"organisation":"12"})").find("UUID"), std::string::npos);
  EXPECT_NE(told("wish", "{}").find("record type 'wish'"), std::string::npos);
  EXPECT_NE(told("commitment", R"({"value":{"currency":"EUR"}})").find("value.amount"), std::string::npos);
}

TEST(Record, CheckNamesEveryBreachOfForm) {
  EXPECT_TRUE(check(rich()).empty());
  auto p = rich();
  p.title = {};
  p.status = "asleep";
  p.goals[0].framework.clear();
  p.identifiers[0].value = std::string(501, 'x');
  p.purpose = base::Text("en", "\xff");
  const auto faults = check(p);
  const auto has = [&](std::string_view path, std::string_view key) {
    return std::ranges::any_of(faults, [&](const Fault& f) { return f.path == path && f.key == key; });
  };
  EXPECT_TRUE(has("title", "fault.required"));
  EXPECT_TRUE(has("status", "fault.not_in_vocabulary"));
  EXPECT_TRUE(has("goals[0].framework", "fault.required"));
  EXPECT_TRUE(has("identifiers[0].value", "fault.too_long"));
  EXPECT_TRUE(has("purpose", "fault.not_utf8"));
  EXPECT_EQ(faults.size(), 5u);
}

TEST(Record, KeysAreTheRecordsItHangsOn) {
  const auto all = samples();
  EXPECT_FALSE(keys_of(all[0]).partnership);
  EXPECT_EQ(keys_of(all[2]).organisation, std::get<Participation>(all[2]).organisation);
  EXPECT_EQ(keys_of(all[6]).organisation, std::get<Attestation>(all[6]).organisation);
  EXPECT_TRUE(keys_of(all[7]).partnership);
  EXPECT_FALSE(keys_of(all[7]).organisation);
}

TEST(Check, IdsThatAreNotThereYetAreTheOnlyFaultThatMayBe) {
  Delivery delivery;
  EXPECT_TRUE(is_whole_but_for_ids(delivery));
  EXPECT_EQ(check(delivery).size(), 1U);
  delivery.kind = "gift";
  EXPECT_FALSE(is_whole_but_for_ids(delivery));
  delivery.partnership = id(1);
  EXPECT_FALSE(is_whole_but_for_ids(delivery));
  delivery.kind = "in_kind";
  EXPECT_TRUE(is_whole_but_for_ids(delivery));
  Participation part;
  EXPECT_TRUE(is_whole_but_for_ids(part)) << "both are missing";
  part.role.clear();
  EXPECT_FALSE(is_whole_but_for_ids(part));
  Confirmation said;
  said.partnership = said.organisation = id(1);
  said.state = "confirmed";
  EXPECT_FALSE(is_whole_but_for_ids(said)) << "the part it speaks of is not the register's to put in";
}

TEST(Csv, HasACellForEachColumn) {
  for (const auto& record : samples())
    EXPECT_EQ(csv_columns(type_of(record)).size(), csv_cells(record, "en").size()) << type_of(record);
}

TEST(Csv, WritesCodesSharesAndTheReadersLanguage) {
  const auto columns = csv_columns("partnership");
  const auto cells = csv_cells(rich(), "ar");
  const auto cell = [&](std::string_view name) {
    return cells[static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin())];
  };
  EXPECT_EQ(cell("title"), "مياه لمقاطعتين");
  EXPECT_EQ(cell("places"), "KE 60%; Kisumu");
  EXPECT_EQ(cell("goals"), "sdg:6.1");
  EXPECT_EQ(cell("fields"), "energy 33.33%");
  EXPECT_EQ(cell("identifiers"), "iati-activity:XM-EXAMPLE-1-WATER-01");
  EXPECT_EQ(cell("planned_start"), "2019");
  EXPECT_EQ(cell("classifications"), "policy_marker:1=2; tag:99/T1; capital_spend 12.5%");
}

TEST(Csv, AColumnAlwaysHasATextForm) {
  // A filled record leaves no column of its filled fields empty: what has no text form must not be a column.
  const auto columns = csv_columns("partnership");
  const auto cells = csv_cells(rich(), "en");
  const std::set<std::string> filled{"title",  "purpose",       "kind",           "level",
                                     "status", "planned_start", "places",         "goals",
                                     "fields", "identifiers",   "classifications"};
  for (std::size_t i = 0; i < columns.size(); ++i)
    EXPECT_EQ(!cells[i].empty(), filled.contains(columns[i])) << columns[i];
}

TEST(Schema, DescribesEveryRecord) {
  std::set<std::string> names;
  for (const auto& [name, schema] : json_schemas()) {
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(schema.front(), '{');
  }
  for (const auto* name : {"Organisation", "Partnership", "Participation", "Confirmation", "Commitment",
                           "Delivery", "Attestation", "Result", "Text", "Money"})
    EXPECT_TRUE(names.contains(name)) << name;
}

}  // namespace
}  // namespace entente::model

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/ftm.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "screening/ftm_entity.hpp"
#include "screening/list_reading.hpp"
#include "screening/lists.hpp"

namespace entente::screening {
namespace {

List list_of(std::initializer_list<std::string_view> files, const FtmLimits& limits = {}) {
  std::vector<ListFile> all;
  for (const auto bytes : files) all.push_back({"list.json", bytes});
  return read_ftm(all, limits).list;
}

std::string refusal(std::initializer_list<std::string_view> files, const FtmLimits& limits = {}) {
  try {
    list_of(files, limits);
  } catch (const base::BadInput& fault) {
    return fault.what();
  }
  return {};
}

FtmEntity entity_of(std::string_view json) {
  base::JsonReader reader(json, "entity");
  return read_ftm_entity(reader, "entity", 100);
}

constexpr std::string_view kPerson =
    R"({"id":"p1","caption":"Ana Vidal","schema":"Person","properties":{"name":["A. Vidal","Ana Vidal"],)"
    R"("alias":["Anna Vidal"],"weakAlias":["The Cat"],"previousName":["Ana Prat"],"birthDate":["1970-02"],)"
    R"("nationality":["es","suhh"],"gender":["female"],"passportNumber":["X1"],"topics":["sanction"],)"
    R"("addressEntity":["a1"],"createdAt":["2020-05-01"],"position":["director"],"modifiedAt":["2021-01-01"]},)"
    R"("datasets":["eu_fsf"],"target":true,"last_seen":"2026-01-02T10:00:00","last_change":"2025-03-04T00:00:00"})";
constexpr std::string_view kAround =
    R"({"id":"a1","schema":"Address","properties":{"street":["1 Calle Mayor"],"city":["Madrid"],"country":["ad"]}}
{"id":"d1","schema":"Passport","properties":{"holder":["p1"],"number":["X1"],"country":["es"]}}

{"id":"s1","schema":"Sanction","properties":{"entity":["p1"],"program":["EU-1"],"reason":["arms"],"listingDate":["2019-07-02","2018-03-04"],"startDate":["2017-01-01"]}}
)";

TEST(Ftm, APartyWithAllThatIsJoinedToIt) {
  const auto list = list_of({std::string(kPerson) + "\n" + std::string(kAround)});
  ASSERT_EQ(list.entries.size(), 1U);
  const auto& entry = list.entries.front();
  EXPECT_EQ(entry.id, "p1");
  EXPECT_EQ(entry.party.kind, Kind::person);
  const std::vector<PartyName> names{{"Ana Vidal", NameQuality::primary, false},
                                     {"A. Vidal", NameQuality::primary, false},
                                     {"Anna Vidal", NameQuality::good, false},
                                     {"Ana Prat", NameQuality::good, false},
                                     {"The Cat", NameQuality::low, false}};
  EXPECT_EQ(entry.party.names, names);
  ASSERT_EQ(entry.party.born.size(), 1U);
  EXPECT_EQ(entry.party.born.front().from.str(), "1970-02");
  EXPECT_EQ(entry.party.gender, Gender::female);
  EXPECT_EQ(entry.party.countries, (std::vector<std::string>{"ES", "AD"}));
  EXPECT_EQ(entry.party.documents, (std::vector<Document>{{"passport", "X1", "ES"}}));
  EXPECT_EQ(entry.addresses, (std::vector<std::string>{"1 Calle Mayor, Madrid, ad"}));
  EXPECT_EQ(entry.programmes, (std::vector<std::string>{"sanction", "EU-1"}));
  EXPECT_EQ(entry.notes, (std::vector<std::string>{"director", "arms"}));
  EXPECT_EQ(entry.listed_on, base::PartialDate::parse("2018-03-04"));
  ASSERT_EQ(entry.updated_on.size(), 2U);
  EXPECT_EQ(entry.updated_on.back().str(), "2025-03-04");
  EXPECT_EQ(list.dated, base::PartialDate::parse("2026-01-02"));
}

TEST(Ftm, ChangesAreAppliedInTheirOrder) {
  const std::string first = R"({"id":"a","schema":"Person","properties":{"name":["One"]}}
{"id":"b","schema":"Company","properties":{"name":["Two"]}}
)";
  const std::string second =
      R"({"op":"MOD","entity":{"id":"a","schema":"Person","properties":{"name":["Uno"]}}}
{"op":"ADD","entity":{"id":"c","schema":"Vessel","properties":{"name":["Three"],"imoNumber":["9074729"]}}}
)";
  const std::string third = R"({"entity":{"id":"b"},"op":"DEL"})";
  const auto list = list_of({first, second, third});
  ASSERT_EQ(list.entries.size(), 2U);
  EXPECT_EQ(list.entries[0].party.names.front().text, "Uno");
  EXPECT_EQ(list.entries[1].party.kind, Kind::vessel);
  EXPECT_EQ(list.entries[1].party.documents.front().type, "imo");
  // Against other entities than those it was made from, a file of changes says nothing.
  EXPECT_NE(refusal({first, third, third}).find("line 1: changes b"), std::string::npos);
  EXPECT_NE(refusal({second}).find("line 1: changes a"), std::string::npos);
  // What was taken out may come again.
  EXPECT_EQ(list_of({first, third,
                     R"({"op":"ADD","entity":{"id":"b","schema":"Company","properties":{"name":["Dos"]}}})"})
                .entries.back()
                .party.names.front()
                .text,
            "Dos");
}

TEST(Ftm, AFileOfNothingButChangesIsKnown) {
  const std::string change =
      R"({"op":"MOD","entity":{"id":"a","schema":"Person","properties":{"name":["Uno"]},"last_seen":"2026-03-04T00:00:00"}}
)";
  const std::string removal = R"({"entity":{"id":"b"},"op":"DEL"})";
  const std::string whole = R"({"id":"a","schema":"Person","properties":{"name":["One"]}})";
  const auto dated = changes_in_ftm("\xEF\xBB\xBF\n" + change + removal);
  ASSERT_TRUE(dated);
  EXPECT_EQ(dated->dated, base::PartialDate::parse("2026-03-04"));
  ASSERT_TRUE(changes_in_ftm(removal));
  EXPECT_FALSE(changes_in_ftm(removal)->dated) << "it gives no day";
  EXPECT_FALSE(changes_in_ftm(whole));
  EXPECT_FALSE(changes_in_ftm(change + whole)) << "an entity by itself stands behind the change";
  EXPECT_FALSE(changes_in_ftm(""));
  EXPECT_FALSE(changes_in_ftm("<CONSOLIDATED_LIST/>"));
  // What is cut short is one still, and refused with its line where it is read.
  EXPECT_TRUE(changes_in_ftm(change + removal.substr(0, 20)));
  EXPECT_NE(refusal({whole, change + removal.substr(0, 20)}).find("line 2: is not JSON"), std::string::npos);
}

TEST(Ftm, WhoIsNoTargetOrNoPartyOrHasNoNameIsLeftOut) {
  const auto list = list_of({R"({"id":"1","schema":"Person","properties":{"name":["Listed"]},"target":true}
{"id":"2","schema":"Company","properties":{"name":["Its subsidiary"]},"target":false}
{"id":"3","schema":"Ownership","properties":{"owner":["1"],"asset":["2"]}}
{"id":"4","schema":"Person","properties":{"birthDate":["1970"]}}
{"id":"5","schema":"Nobody knows it","properties":{"name":["Listed too"]}}
{"id":"6","schema":"Organization","properties":{"name":["Nobody said"]}})"});
  ASSERT_EQ(list.entries.size(), 2U);
  EXPECT_EQ(list.entries[0].id, "1");
  EXPECT_EQ(list.entries[1].id, "6");
}

TEST(Ftm, WhatAnEntityLacksIsToldAsAFault) {
  const ListFile file{"list.json",
                      R"({"id":"1","schema":"Person","properties":{"name":["Ana"],"birthDate":["spring"]}}
{"id":"2","schema":"Person","properties":{}})"};
  const auto reading = read_list(std::array{file});
  EXPECT_EQ(reading.list.format, "ftm");
  EXPECT_EQ(reading.list.dataset, "ftm");
  EXPECT_EQ(reading.list.hash, base::sha256(file.bytes));
  const std::vector<ListFault> faults{{"1", "birthDate \"spring\" is no date"},
                                      {"2", "has no name: it was left out"}};
  EXPECT_EQ(reading.faults, faults);
  EXPECT_EQ(reading.list.entries.size(), 1U);
}

TEST(Ftm, FaultsNameTheLineAndWhatToDo) {
  EXPECT_EQ(
      refusal(
          {"{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\n{\"id\":\"2\",\"sch"}),
      "list.json, line 2: is not JSON: a string without an end. Was the file cut off? Fetch it again.");
  EXPECT_NE(refusal({"\n[1]"}).find("line 2: is no object"), std::string::npos);
  EXPECT_NE(refusal({R"({"schema":"Person"})"}).find("has no id"), std::string::npos);
  EXPECT_NE(refusal({R"({"id":"1","properties":[]})"}).find("properties that are no object"),
            std::string::npos);
  EXPECT_NE(refusal({R"({"op":"PUT","entity":{"id":"1"}})"}).find("ADD, MOD or DEL"), std::string::npos);
  EXPECT_NE(refusal({"{\"id\":\"1\"}\n{\"id\":\"1\"}"}).find("line 2: holds 1 a second time"),
            std::string::npos);
  EXPECT_NE(refusal({R"({"id":"1","schema":"Address","properties":{"full":["x"]}})"}).find("names nobody"),
            std::string::npos);
  EXPECT_NE(refusal({""}).find("names nobody"), std::string::npos);
}

TEST(Ftm, AReferenceIsShortAndPlainOrIsRefusedWithItsLine) {
  const auto party = [](const std::string& id) {
    return R"({"id":"1","schema":"Person","properties":{"name":["A"]}})"
           "\n"
           R"({"id":")" +
           id + R"(","schema":"Person","properties":{"name":["B"]}})";
  };
  EXPECT_EQ(list_of({party(std::string(kEntryIdBytes, 'x'))}).entries.size(), 2U);
  EXPECT_NE(refusal({party(std::string(kEntryIdBytes + 1, 'x'))}).find("longer than 200 bytes"),
            std::string::npos);
  EXPECT_EQ(refusal({party("a\\u0000b")}),
            "list.json, line 2: the reference \"a b\" holds a control character. Is it what its publisher "
            "wrote? Fetch it again.");
  EXPECT_NE(refusal({party("a\\u0085b")}).find("line 2: the reference"), std::string::npos);
  EXPECT_EQ(list_of({party("é\\u00a0b")}).entries.size(), 2U);
}

TEST(Ftm, AnEntryHasBounds) {
  const auto with = [](const std::string& property, std::size_t values, const std::string& each = "A ") {
    std::string line = R"({"id":"1","schema":"Person","properties":{"name":["Ana"],")" + property + "\":[";
    for (std::size_t i = 0; i < values; ++i) line += (i ? ",\"" : "\"") + each + std::to_string(i) + "\"";
    return line + "]}}";
  };
  EXPECT_EQ(list_of({with("address", kEntryValues)}).entries.front().addresses.size(), kEntryValues);
  EXPECT_NE(refusal({with("address", kEntryValues + 1)}).find("Entry 1: it has more than 1000 addresses"),
            std::string::npos);
  EXPECT_NE(refusal({with("notes", kEntryValues + 1)}).find("more than 1000 notes"), std::string::npos);
  EXPECT_NE(refusal({with("idNumber", kEntryValues + 1)}).find("more than 1000 documents"),
            std::string::npos);
  EXPECT_NE(refusal({with("alias", kEntryNames)}).find("more than 1000 names"), std::string::npos);
  // What is compared is never cut; what is shown beside it is.
  const std::string large(4'000, 'x');
  EXPECT_NE(refusal({with("alias", 100, large)}).find("longer than 256 KB"), std::string::npos);
  const auto text = with("notes", 100, large);
  const ListFile file{"list.json", text};
  const auto reading = read_list(std::array{file});
  EXPECT_EQ(reading.list.entries.front().notes.size(), 65U);
  ASSERT_EQ(reading.fault_count, 1U);
  EXPECT_EQ(reading.faults.front().what,
            "its addresses, programmes and notes are longer than 256 KB: the rest is left out");
}

TEST(Ftm, LimitsHold) {
  const std::string one = R"({"id":"1","schema":"Person","properties":{"name":["A","B","C"]}})";
  const std::string two = one + "\n" + R"({"id":"2","schema":"Person","properties":{"name":["A"]}})";
  EXPECT_NE(refusal({one}, {.line = 20}).find("is longer than"), std::string::npos);
  EXPECT_NE(refusal({two}, {.entities = 1}).find("line 2: is one entity more than 1"), std::string::npos);
  EXPECT_NE(refusal({one}, {.values = 2}).find("more than 2 values"), std::string::npos);
  EXPECT_EQ(refusal({two}), "");
  std::string deep = R"({"id":"1","schema":"Person","properties":{"name":)";
  deep.append(100'000, '[');
  EXPECT_NE(refusal({deep}).find("line 1"), std::string::npos);
}

TEST(Ftm, ItsFirstLineTellsAFile) {
  EXPECT_TRUE(looks_like_ftm(kPerson));
  EXPECT_TRUE(looks_like_ftm("\xEF\xBB\xBF\n" + std::string(kPerson) + "\nnot looked at"));
  EXPECT_TRUE(looks_like_ftm(R"({"op":"DEL","entity":{"id":"1"}})"));
  EXPECT_FALSE(looks_like_ftm(""));
  EXPECT_FALSE(looks_like_ftm("<CONSOLIDATED_LIST/>"));
  EXPECT_FALSE(looks_like_ftm(R"({"id":"1"})"));
  EXPECT_FALSE(looks_like_ftm("36,\"AEROCARIBBEAN AIRLINES\""));
}

TEST(Ftm, PartsOfNamesAreJoinedWhereNoNameStands) {
  const auto party = party_of(entity_of(
      R"({"id":"1","schema":"Person","properties":{"firstName":["Aleksandr","Alexander"],"fatherName":"Petrovich","lastName":["Zacharov"]}})"));
  ASSERT_EQ(party.names.size(), 2U);
  EXPECT_EQ(party.names[0].text, "Aleksandr Petrovich Zacharov");
  EXPECT_EQ(party.names[1].text, "Alexander Petrovich Zacharov");
  std::string many = R"({"id":"1","schema":"Person","properties":{"firstName":[)";
  for (int i = 0; i < 50; ++i) many += (i ? ",\"f" : "\"f") + std::to_string(i) + "\"";
  EXPECT_EQ(party_of(entity_of(many + "]}}")).names.size(), 16U);
}

TEST(Ftm, CountriesOfTheModel) {
  EXPECT_EQ(country_of_ftm("ru"), "RU");
  EXPECT_EQ(country_of_ftm("gb-sct"), "GB");
  EXPECT_EQ(country_of_ftm("suhh"), "");
  EXPECT_EQ(country_of_ftm("eu"), "");
  EXPECT_EQ(country_of_ftm(""), "");
}

/// Real files, where they are at hand.
List public_list(const char* name) {
  const std::filesystem::path file = std::filesystem::path(ENTENTE_SHARED_DATA) / "screening" / "ftm" / name;
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  return bytes.empty() ? List{} : list_of({bytes});
}

TEST(Ftm, FilesThatAreExchanged) {
  const auto zala = public_list("zala.ftm.json");
  if (zala.entries.empty()) GTEST_SKIP() << "../shared/data is absent";
  // 17 persons and companies, of which three companies stand there for their owners' sake alone.
  EXPECT_EQ(zala.entries.size(), 14U);
  const auto person = std::ranges::find(zala.entries, "NK-aU5ybkbRFJucf8YMwsJvDw", &Listed::id);
  ASSERT_NE(person, zala.entries.end());
  EXPECT_FALSE(person->addresses.empty());
  EXPECT_TRUE(person->listed_on);
  EXPECT_NE(std::ranges::find(person->programmes, "EU-UKR"), person->programmes.end());
  EXPECT_EQ(public_list("t1_entities.ftm.json").entries.size(), 6U);
  EXPECT_EQ(public_list("parteispenden.ftm.json").entries.size(), 96U);
}

}  // namespace
}  // namespace entente::screening

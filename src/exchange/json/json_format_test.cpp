// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/json_format.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace entente::exchange::json {
namespace {

struct Reading {
  std::vector<NamedOrganisation> organisations;
  std::vector<Bundle> bundles;
  std::vector<Refusal> refusals;
  std::string error;
};

Reading read(const std::string& text, Limits limits = {}) {
  Reading all;
  std::istringstream in(text);
  Sink sink;
  sink.organisation = [&](std::uint64_t, NamedOrganisation&& o) {
    all.organisations.push_back(std::move(o));
  };
  sink.bundle = [&](std::uint64_t, Bundle&& b) { all.bundles.push_back(std::move(b)); };
  sink.refused = [&](Refusal&& r) { all.refusals.push_back(std::move(r)); };
  try {
    JsonFormat(limits).read(in, "f.json", sink);
  } catch (const base::BadInput& e) {
    all.error = e.what();
  }
  return all;
}

constexpr const char* kDocuments =
    "\"documents\":{\"D\":{\"title\":\"Report\",\"publisher\":\"Fund\",\"date\":\"2004\","
    "\"attestation\":\"shown_by_document\"}},";

std::string file(const std::string& partnerships, const std::string& organisations = "") {
  return std::string("{\"entente\":\"1\",") + kDocuments + "\"organisations\":[" + organisations +
         "],\"partnerships\":[" + partnerships + "]}";
}

std::string partnership(const std::string& fields, const std::string& parts = "") {
  return R"({"key":"p","partnership":{"title":{"en":"P"})" + (fields.empty() ? "" : "," + fields) + "}" +
         (parts.empty() ? "" : "," + parts) + "}";
}

/// The one bundle of a partnership with these fields and parts.
Bundle only(const std::string& fields, const std::string& parts = "") {
  auto all = read(file(partnership(fields, parts)));
  if (all.bundles.size() != 1)
    throw std::runtime_error("no bundle: " + all.error +
                             (all.refusals.empty() ? "" : all.refusals[0].message));
  return std::move(all.bundles[0]);
}

/// Why the one partnership was refused.
std::string refusal(const std::string& fields, const std::string& parts = "") {
  const auto all = read(file(partnership(fields, parts)));
  EXPECT_EQ(all.error, "");
  EXPECT_TRUE(all.bundles.empty()) << fields << parts;
  return all.refusals.size() == 1 ? all.refusals[0].message : "not refused once";
}

void expect_refusal(const std::string& says, const std::string& fields, const std::string& parts = "") {
  const auto said = refusal(fields, parts);
  EXPECT_NE(said.find(says), std::string::npos) << said;
}

template <class T>
const T& as(const NamedRecord& part) {
  return std::get<T>(part.record);
}

TEST(JsonFormat, AFileMayHoldOrganisationsAlone) {
  const auto all = read(
      R"({"entente":"1","organisations":[{"key":"who","organisation":{"name":{"en":"WHO"},"type":"multilateral"}}]})");
  EXPECT_EQ(all.error, "");
  ASSERT_EQ(all.organisations.size(), 1u);
  EXPECT_EQ(all.organisations[0].key, "entente\torganisation/who");
  EXPECT_EQ(all.organisations[0].naming, Naming::definition);
  EXPECT_EQ(all.organisations[0].organisation.type, "multilateral");
}

TEST(JsonFormat, APartnershipKeepsTheBytesOfItsOwnEntry) {
  const auto entry = partnership("");
  const auto bundle = only("");
  EXPECT_EQ(bundle.original, entry);
  ASSERT_TRUE(bundle.partnership.kept);
  EXPECT_EQ(bundle.partnership.kept->format, "entente-json-1");
  EXPECT_EQ(bundle.partnership.kept->original, base::hex(base::sha256(entry)));
  EXPECT_EQ(bundle.key_scheme, "entente");
  EXPECT_EQ(bundle.key_value, "partnership/p");
}

TEST(JsonFormat, ASourceThatNamesADocumentSaysWhatItSays) {
  const auto sources =
      only(
          R"("sources":[{"document":"D","about":["title"]},{"document":"D","date":"2005","stated_by":"Board"}])")
          .partnership.sources;
  ASSERT_EQ(sources.size(), 2u);
  EXPECT_EQ(sources[0].title, "Report");
  EXPECT_EQ(sources[0].publisher, "Fund");
  EXPECT_EQ(sources[0].stated_by, "Fund");
  EXPECT_EQ(sources[0].date->str(), "2004");
  EXPECT_EQ(sources[0].attestation, "shown_by_document");
  EXPECT_EQ(sources[0].about, std::vector<std::string>{"title"});
  EXPECT_EQ(sources[1].date->str(), "2005");
  EXPECT_EQ(sources[1].stated_by, "Board");
}

TEST(JsonFormat, DocumentsMayStandAfterWhatNamesThem) {
  const auto all =
      read(R"({"partnerships":[{"key":"p","partnership":{"title":{"en":"P"},"sources":[{"document":"D"}]}}],
                            "documents":{"D":{"title":"Late"}},"entente":"1"})");
  ASSERT_EQ(all.bundles.size(), 1u) << all.error;
  EXPECT_EQ(all.bundles[0].partnership.sources[0].title, "Late");
}

TEST(JsonFormat, PartsNameOrganisationsAndCommitmentsByKey) {
  const auto bundle =
      only("", R"("participations":[{"organisation":"who","role":"lead","sources":[{"document":"D"}]},
                               {"organisation":"un","role":"member","named_by":"The Fund itself"}],
             "commitments":[{"giver":{"organisation":"un"},"receiver":{"name":"Villages"},"kind":"goods"},
                            {"key":"second","giver":{"organisation":"who"}}],
             "deliveries":[{"commitment":"second","giver":{"organisation":"who"},"kind":"in_kind"}],
             "results":[{"title":{"en":"R"}}])");
  ASSERT_EQ(bundle.organisations.size(), 2u);
  EXPECT_EQ(bundle.organisations[0].key, "entente\torganisation/who");
  EXPECT_EQ(bundle.organisations[0].naming, Naming::reference);
  EXPECT_EQ(bundle.organisations[0].path, "participations[0].organisation");
  ASSERT_EQ(bundle.parts.size(), 6u);
  EXPECT_EQ(bundle.parts[0].organisation, 0);
  EXPECT_EQ(as<model::Participation>(bundle.parts[0]).origin, "participation/who/lead");
  EXPECT_EQ(as<model::Participation>(bundle.parts[0]).named_by, "Fund");
  EXPECT_EQ(as<model::Participation>(bundle.parts[1]).named_by, "The Fund itself");
  EXPECT_EQ(bundle.parts[2].giver, 1);
  EXPECT_EQ(bundle.parts[2].receiver, -1);
  EXPECT_EQ(as<model::Commitment>(bundle.parts[2]).receiver.name, "Villages");
  EXPECT_EQ(as<model::Commitment>(bundle.parts[2]).origin, "commitment/1");
  EXPECT_EQ(as<model::Commitment>(bundle.parts[3]).origin, "commitment/key/second");
  EXPECT_EQ(bundle.parts[4].commitment, 3);
  EXPECT_EQ(as<model::Result>(bundle.parts[5]).origin, "result/1");
}

TEST(JsonFormat, LinksGoByKeyAndSayWhetherTheFileHoldsTheOther) {
  const auto all =
      read(file(partnership(R"("links":[{"relation":"part_of","key":"q"},{"relation":"related","key":"r"},
                                            {"relation":"follows","identifier":"XM-1"}])") +
                R"(,{"key":"q","partnership":{"title":{"en":"Q"}}})"));
  ASSERT_EQ(all.bundles.size(), 2u);
  const auto& links = all.bundles[0].links;
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].key, "entente\tpartnership/q");
  EXPECT_TRUE(links[0].in_file);
  EXPECT_FALSE(links[1].in_file);
  EXPECT_EQ(links[1].link, 1u);
  EXPECT_EQ(all.bundles[0].partnership.links[2].identifier, "XM-1");
}

TEST(JsonFormat, ARefusalNamesPathLineAndColumnAndTheOthersStand) {
  const auto all = read(file(R"({"key":"a","partnership":{"title":{"en":"A"}}},
    {"key":"b","partnership":{"title":{"en":"B"},
      "places":[{"kind":"country","code":"KE"},{"kind":"country","code":"XX"}]}},
    {"key":"c","partnership":{"title":{"en":"C"}}})"));
  EXPECT_EQ(all.bundles.size(), 2u);
  ASSERT_EQ(all.refusals.size(), 1u);
  const auto& r = all.refusals[0];
  EXPECT_EQ(
      r.message,
      "partnership \"b\": partnership.places[1].code is \"XX\", which is no country or area of ISO 3166-1. "
      "Correct it and send it again.");
  EXPECT_EQ(r.line, 3u);
  EXPECT_EQ(r.column, 73u);
  EXPECT_EQ(r.piece, 2u);
  EXPECT_EQ(r.identifier, "b");
  EXPECT_FALSE(r.of_organisation);
}

TEST(JsonFormat, WhatTheModelDoesNotHaveIsRefusedByItsPath) {
  expect_refusal("partnership.colour is not a member the register knows", R"("colour":"blue")");
  expect_refusal("partnership.kind is \"club\", which its vocabulary does not have", R"("kind":"club")");
  expect_refusal("partnership.actual_start is not a date", R"("actual_start":"yesterday")");
  expect_refusal("partnership.goals[0].code is \"99\"", R"("goals":[{"framework":"sdg","code":"99"}])");
  expect_refusal("partnership.purpose.fr is a number", R"("purpose":{"fr":1})");
}

TEST(JsonFormat, ValuesThatMeanNothingAreRefused) {
  expect_refusal("partnership.purpose is \"in english\", which is no language tag",
                 R"("purpose":{"in English":"x"})");
  expect_refusal("places[0].kind is \"town\"", R"("places":[{"kind":"town"}])");
  expect_refusal("places[0].code is \"999\"",
                 R"("places":[{"kind":"region","vocabulary":"m49","code":"999"}])");
  expect_refusal("links[0].relation is \"likes\"", R"("links":[{"relation":"likes","identifier":"x"}])");
  expect_refusal("documents[0].url is \"javascript:x\"", R"("documents":[{"url":"javascript:x"}])");
  expect_refusal("documents[0].countries is \"XX\"",
                 R"("documents":[{"url":"https://a.example","countries":["KE","XX"]}])");
  expect_refusal("classifications[0].uri is \"javascript:x\"",
                 R"("classifications":[{"kind":"tag","vocabulary":"99","code":"T","uri":"javascript:x"}])");
  expect_refusal("places[0].codes[0].uri is \"x\"",
                 R"("places":[{"kind":"location","codes":[{"vocabulary":"G1","code":"1","uri":"x"}]}])");
  expect_refusal("notes[0].about is \"title\"", R"("notes":[{"about":"title","text":{"en":"x"}}])");
  expect_refusal("sources[0].about[0] is \"tilte\"", R"("sources":[{"document":"D","about":["tilte"]}])");
  expect_refusal(
      "identifiers[0].value is \"5493001KJTIIGC8Y1R13\", whose check digits do not hold: after what "
      "stands before them 12 would be due, not 13",
      R"("identifiers":[{"scheme":"lei","value":"5493001KJTIIGC8Y1R13"}])");
  expect_refusal("commitments[0].value.currency is \"dollars\"", "",
                 R"("commitments":[{"value":{"amount":"1","currency":"dollars"}}])");
  expect_refusal("commitments[0].value.currency is \"\"", "", R"("commitments":[{"value":{"amount":"1"}}])");
  expect_refusal("results[0].indicators[0].measure is \"kg\"", "",
                 R"("results":[{"indicators":[{"measure":"kg"}]}])");
}

TEST(JsonFormat, FiguresAreStringsAndNothingIsNull) {
  expect_refusal("commitments[0].value.amount is a number; figures are written as strings", "",
                 R"("commitments":[{"value":{"amount":1e999999,"currency":"USD"}}])");
  expect_refusal("partnership.purpose is null; leave out what is not known", R"("purpose":null)");
}

TEST(JsonFormat, WhatTheRegisterMakesIsNotForAFile) {
  expect_refusal("partnership.kept is for the register to make", R"("kept":{"format":"x"})");
  expect_refusal("partnership.links[0].record is for the register",
                 R"("links":[{"relation":"related","record":"x"}])");
  expect_refusal("participations[0].origin is for the register", "",
                 R"("participations":[{"organisation":"who","origin":"x"}])");
  expect_refusal("results[0].partnership is for the register", "", R"("results":[{"partnership":"x"}])");
  expect_refusal("confirmations is not a member this format has here", "", R"("confirmations":[])");
}

TEST(JsonFormat, ReferencesThatLeadNowhereAreRefused) {
  expect_refusal("sources[0].document names \"E\", which \"documents\" does not have",
                 R"("sources":[{"document":"E"}])");
  expect_refusal("deliveries[0].commitment names \"x\", and no commitment here has that key", "",
                 R"("commitments":[{"key":"y"}],"deliveries":[{"commitment":"x"}])");
  expect_refusal("participations[0].organisation is missing", "", R"("participations":[{"role":"lead"}])");
  expect_refusal("participations[1] names the same organisation in the same role", "",
                 R"("participations":[{"organisation":"a"},{"organisation":"a","role":"member"}])");
  expect_refusal("results[1] has the key of another part", "", R"("results":[{"key":"a"},{"key":"a"}])");
  expect_refusal("participations[0].organisation is not a key", "",
                 R"("participations":[{"organisation":"Ministry of Health"}])");
}

TEST(JsonFormat, CodesThatAFileOfIatiCouldNotHaveAreRefused) {
  expect_refusal("partnership.documents[0].categories is \"Z99\"",
                 R"("documents":[{"url":"https://a.example","categories":["Z99"]}])");
  expect_refusal("partnership.documents[0].languages is \"EN\"",
                 R"("documents":[{"url":"https://a.example","languages":["EN"]}])");
  expect_refusal("partnership.documents[0].languages is \"qq\"",
                 R"("documents":[{"url":"https://a.example","languages":["sw","qq"]}])");
  expect_refusal("partnership.identifiers[0].kind is \"X1\"",
                 R"("identifiers":[{"scheme":"other","value":"1","kind":"X1"}])");
}

TEST(JsonFormat, EntriesWithoutAKeyOrWithOneThatStandsAlreadyAreRefused) {
  const auto all =
      read(file(R"({"partnership":{"title":{"en":"A"}}},{"key":"b","partnership":{"title":{"en":"B"}}},
                                {"key":"b","partnership":{"title":{"en":"C"}}},7,{"key":"d"})"));
  EXPECT_EQ(all.bundles.size(), 1u);
  ASSERT_EQ(all.refusals.size(), 4u);
  EXPECT_EQ(all.refusals[0].message,
            "partnership 1 of the file: key is missing. Correct it and send it again.");
  EXPECT_NE(all.refusals[1].message.find("\"b\": key stands earlier in the same file"), std::string::npos);
  EXPECT_EQ(all.refusals[2].message,
            "partnership 4 of the file: is not an object. Correct it and send it again.");
  EXPECT_NE(all.refusals[3].message.find("\"d\": partnership is missing"), std::string::npos);
}

TEST(JsonFormat, AMemberThatStandsTwiceRefusesItsRecordAlone) {
  const auto all =
      read(file(R"({"key":"a","partnership":{"title":{"en":"A","en":"B"}}},)" + partnership("")));
  EXPECT_EQ(all.bundles.size(), 1u);
  ASSERT_EQ(all.refusals.size(), 1u);
  EXPECT_NE(all.refusals[0].message.find("partnership.title.en stands twice"), std::string::npos);
  expect_refusal("partnership.purpose.en holds a NUL character", R"("purpose":{"en":"\u0000"})");
  const auto around = read(R"({"entente":"1","organisations":[],"partnerships":[],"partnerships":[]})");
  EXPECT_NE(around.error.find("a member \"partnerships\" that stands twice (line 1, column"),
            std::string::npos)
      << around.error;
}

TEST(JsonFormat, AFileThatIsNoneOfOursIsToldInOneSentence) {
  const auto error = [](const std::string& text, Limits limits = {}) { return read(text, limits).error; };
  EXPECT_EQ(
      error("[1]"),
      "f.json: is JSON, but not of this register's format: \"entente\": \"1\" is missing (line 1, column 1). "
      "See docs/formats/json.md.");
  EXPECT_NE(error(R"({"entente":"2"})").find("is of version \"2\" of the format; this register reads \"1\""),
            std::string::npos);
  EXPECT_NE(error(R"({"entente":1})").find("is of version 1 of the format"), std::string::npos);
  EXPECT_NE(error(R"({"entente":"1","parties":[]})").find("has a member \"parties\""), std::string::npos);
  EXPECT_NE(error(R"({"entente":"1","documents":[]})").find("\"documents\" that is not an object"),
            std::string::npos);
  EXPECT_NE(error(R"({"entente":"1","partnerships":{}})").find("\"partnerships\" that is not a list"),
            std::string::npos);
  EXPECT_NE(error(R"({"entente":"1"})").find("holds no organisation and no partnership"), std::string::npos);
  EXPECT_NE(error("{\"entente\":\n \"1\",,").find("(line 2, column 6)"), std::string::npos);
  EXPECT_NE(error("{\"entente\":\"1\",\n\"a\":\"\xC3(\"}").find("is not UTF-8 (line 2, column 6)"),
            std::string::npos);
  EXPECT_NE(error(std::string(100'000, '[')).find("deep in one another (line 1, column 41)"),
            std::string::npos);
  Limits small;
  small.bytes = 1 << 20;
  EXPECT_NE(error(std::string(2 << 20, ' '), small).find("is larger than 1 MB"), std::string::npos);
}

TEST(JsonFormat, ADocumentWrittenOutEverywhereDoesNotExhaustMemory) {
  const std::string title(4'000, 'x');
  std::string sources;
  for (int i = 0; i < 900; ++i) sources += R"({"document":"D"},)";
  sources.pop_back();
  std::string results;
  for (int i = 0; i < 20; ++i) results += R"({"sources":[)" + sources + "]},";
  results.pop_back();
  const auto all = read(R"({"entente":"1","documents":{"D":{"title":")" + title +
                        R"("}},"partnerships":[{"key":"p","partnership":{"title":{"en":"P"}},"results":[)" +
                        results + "]}]}");
  ASSERT_EQ(all.refusals.size(), 1u) << all.error;
  EXPECT_NE(all.refusals[0].message.find("larger than 32 MB"), std::string::npos) << all.refusals[0].message;
}

TEST(JsonFormat, AMessageStaysOnOneLine) {
  const auto said = refusal("\"a\\nb\\u001b[31m\":\"x\"");
  EXPECT_EQ(said.find('\n'), std::string::npos);
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
  EXPECT_NE(said.find("a?b?[31m is not a member"), std::string::npos) << said;
}

}  // namespace
}  // namespace entente::exchange::json

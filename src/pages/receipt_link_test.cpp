// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/receipt_link.hpp"

#include <gtest/gtest.h>

#include "pages/money_views.hpp"
#include "pages/party_views.hpp"
#include "pages/record_views.hpp"
#include "pages/template.hpp"

namespace entente::pages {
namespace {

constexpr std::string_view kRecord = "01900000-0000-7000-8000-00000000000a";

const base::Messages& english() {
  return base::Messages::in("en");
}

base::Uuid record() {
  return base::Uuid::parse(kRecord).value();
}

/// The address of the receipt in a row; "" where it has none.
std::string receipt_in(const View& row, View::Name name = "receipt") {
  const auto* link = row.get(name);
  return link == nullptr || !link->is_object() ? std::string() : link->get("href")->string_value();
}

registry::Party party_with(std::int64_t event) {
  registry::Party one;
  one.part.id = record();
  one.part.version = 3;
  one.part.event_seq = event;
  one.part.value.role = "member";
  one.organisation.name.add("en", "Example <Agency>");
  return one;
}

View row_of_party(const registry::Party& one) {
  const auto view = parties_view({one}, 0, kMostParties, {}, english());
  return view.get("groups")->list_value()[0].get("rows")->list_value()[0];
}

TEST(ReceiptLink, NamesTheVersionAndSaysOfWhatItIs) {
  View page;
  page["receipt"] = receipt_link(record(), 3, "Wells <b>", english());
  EXPECT_EQ(render("receipt_link", page, english()),
            " <a class=\"small muted noprint\" href=\"/en/log/receipts/" + std::string(kRecord) +
                "/3\">Receipt<span class=\"hide\"> – Wells &lt;b&gt;</span></a>");
  page["receipt"] = View(false);
  EXPECT_EQ(render("receipt_link", page, english()), "");
}

TEST(ReceiptLink, IsCutWhereTheNameIsLongAndWholeWithoutOne) {
  std::string wells;
  for (int i = 0; i < 100; ++i) wells += "井";
  const auto link = receipt_link(record(), 1, wells, english());
  EXPECT_EQ(link.get("of")->string_value(), wells.substr(0, 78)) << "between two letters";
  EXPECT_TRUE(receipt_link(record(), 1, "", english()).get("of")->is_false());
}

TEST(ReceiptLink, StandsInTheLineOfWhoSaysSoWhereThereIsOne) {
  View alone;
  alone["said"] = View(false);
  set_receipt(alone, receipt_link(record(), 1, "Wells", english()));
  EXPECT_FALSE(receipt_in(alone).empty());
  View said;
  said["said"] = provenance({}, english());
  set_receipt(said, receipt_link(record(), 1, "Wells", english()));
  EXPECT_TRUE(said.get("receipt")->is_false());
  EXPECT_FALSE(receipt_in(*said.get("said")).empty());
}

TEST(ReceiptLink, OfAPartStandsByItsStateUntilThePartySpeaksForItself) {
  auto one = party_with(7);
  auto row = row_of_party(one);
  EXPECT_TRUE(receipt_in(row).ends_with(std::string(kRecord) + "/3"));
  EXPECT_TRUE(row.get("of_name")->is_false());

  registry::Held<model::Confirmation> word;
  word.id = base::Uuid::parse("01900000-0000-7000-8000-00000000000b").value();
  word.version = 1;
  word.event_seq = 8;
  word.value.state = "confirmed";
  one.confirmation = word;
  row = row_of_party(one);
  EXPECT_TRUE(receipt_in(row).ends_with("b/1")) << "of its word";
  EXPECT_EQ(row.get("receipt")->get("of")->string_value(), "Example <Agency> – Confirmed");
  EXPECT_TRUE(receipt_in(*row.get("of_name")).ends_with("a/3"));
  EXPECT_TRUE(row.get("of_words")->is_false());

  one.part.value.brings.add("en", "Pumps");
  row = row_of_party(one);
  EXPECT_TRUE(receipt_in(*row.get("of_words")).ends_with("a/3")) << "beside what it brings";
  EXPECT_TRUE(row.get("of_name")->is_false());
}

TEST(ReceiptLink, OfAPartThatItsPartyConfirmedIsTheWordsWhereThereAreMany) {
  auto confirmed = party_with(7);
  confirmed.state = "confirmed";
  confirmed.confirmation.emplace();
  confirmed.confirmation->version = 1;
  confirmed.confirmation->event_seq = 8;
  auto asked = confirmed;
  asked.state = "asked";  // its word is on an earlier part
  std::vector<registry::Party> many(kMostRows - 1, confirmed);
  many.push_back(asked);
  const auto extra = [&] {
    const auto view = parties_view(many, 0, kMostParties, {}, english());
    std::size_t count = 0;
    for (const auto& row : view.get("groups")->list_value()[0].get("rows")->list_value()) {
      EXPECT_FALSE(receipt_in(row).empty());
      if (row.get("of_name")->is_object()) ++count;
    }
    return count;
  };
  EXPECT_EQ(extra(), kMostRows);
  many.push_back(confirmed);
  EXPECT_EQ(extra(), 1U) << "what its word does not name has its own";
}

TEST(ReceiptLink, IsNotShownInAPreview) {
  EXPECT_TRUE(receipt_in(row_of_party(party_with(0))).empty());
  registry::PartnershipView view;
  registry::Held<model::Commitment> promise;
  promise.id = record();
  promise.version = 1;
  view.commitments = {promise};
  const auto receipt = [&] {
    return receipt_in(money_view(view, 0, english()).get("commitments")->get("rows")->list_value()[0]);
  };
  EXPECT_TRUE(receipt().empty());
  view.commitments[0].event_seq = 5;
  EXPECT_FALSE(receipt().empty());
}

TEST(ReceiptLink, OfAttestationsAreAtMostFiveBesideADelivery) {
  registry::PartnershipView view;
  registry::Held<model::Delivery> delivery;
  delivery.id = record();
  delivery.version = 1;
  delivery.event_seq = 5;
  view.deliveries = {delivery};
  for (int i = 0; i < 7; ++i) {
    registry::Held<model::Attestation> word;
    word.id = base::Uuid::v7(base::Instant{i});
    word.version = 1;
    word.event_seq = 6;
    word.value.delivery = record();
    view.attestations.push_back(word);
  }
  registry::Held<model::Attestation> other;
  other.event_seq = 6;
  view.attestations.insert(view.attestations.begin(), other);  // on another delivery
  const auto money = money_view(view, 0, english());
  const auto* attested = money.get("deliveries")->get("rows")->list_value()[0].get("attested");
  const auto& receipts = attested->get("receipts")->list_value();
  ASSERT_EQ(receipts.size(), 5U);
  EXPECT_TRUE(receipt_in(receipts[0]).ends_with(view.attestations[1].id.str() + "/1"));
}

}  // namespace
}  // namespace entente::pages

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Claims of roles, offers of roles, and places that nobody speaks for any more.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void write_claims(Store& store, const std::function<void(ClaimWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.claims()); });
}

Claim claim_of(const base::Uuid& id, const base::Uuid& account, std::string of, base::Instant now) {
  return {id,
          account,
          "representative",
          std::move(of),
          ClaimState::open,
          "https://sante.example/équipe",
          "lei 529900T8BM49AURSDO55\n",
          now,
          now};
}

std::vector<base::Uuid> ids_of(const std::vector<Claim>& claims) {
  std::vector<base::Uuid> ids;
  for (const auto& each : claims) ids.push_back(each.id);
  return ids;
}

}  // namespace

TEST_P(ContractTest, AClaimComesBackAndItsStepsAreCounted) {
  const auto account = new_id();
  auto claim = claim_of(new_id(), account, "organisation · منظمة", clock_.now());
  write_claims(*store_, [&](ClaimWriter& claims) {
    claims.put_claim(claim);
    claims.add_step({claim.id, 0, account, "claimed", "I am its director.\nSo it is.", clock_.now()});
    EXPECT_EQ(claims.claim(claim.id), claim) << "within the unit";
  });
  clock_.advance(1000);
  claim.state = ClaimState::asked;
  claim.changed = clock_.now();
  auto other = claim;
  other.website = "https://elsewhere.example/";
  write_claims(*store_, [&](ClaimWriter& claims) {
    claims.put_claim(other);
    claims.add_step({claim.id, 7, {}, "asked", "Since when?", clock_.now()});
  });
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->claims().claim(claim.id), claim) << "what was claimed stays as it was";
  EXPECT_FALSE(reader->claims().claim(new_id()));
  const auto steps = reader->claims().steps_of(claim.id);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].ordinal, 1);
  EXPECT_EQ(steps[0].text, "I am its director.\nSo it is.");
  EXPECT_EQ(steps[1], (ClaimStep{claim.id, 2, {}, "asked", "Since when?", clock_.now()}));
}

TEST_P(ContractTest, ClaimsAreFoundByPersonStateAndPlace) {
  const auto one = new_id(), two = new_id();
  const auto a = new_id(), b = new_id(), c = new_id();
  auto refused = claim_of(c, one, "B", clock_.now());
  refused.state = ClaimState::refused;
  write_claims(*store_, [&](ClaimWriter& claims) {
    claims.put_claim(claim_of(a, one, "A", clock_.now()));
    claims.put_claim(claim_of(b, two, "A", clock_.now()));
    claims.put_claim(refused);
    claims.add_step({c, 0, one, "claimed", "x", clock_.now()});
  });
  using Ids = std::vector<base::Uuid>;
  {
    const auto reader = store_->read();
    auto& claims = reader->claims();
    EXPECT_EQ(ids_of(claims.claims_of(one)), (Ids{c, a}));
    EXPECT_EQ(ids_of(claims.claims_in(ClaimState::open, {}, 10)), (Ids{a, b}));
    EXPECT_EQ(ids_of(claims.claims_in(ClaimState::open, a, 10)), (Ids{b}));
    EXPECT_EQ(ids_of(claims.claims_in(ClaimState::open, {}, 1)), (Ids{a}));
    EXPECT_EQ(claims.claim_count(ClaimState::open), 2);
    EXPECT_EQ(claims.claim_count(ClaimState::refused), 1);
    EXPECT_EQ(claims.claim_count(ClaimState::accepted), 0);
    EXPECT_EQ(ids_of(claims.claims_for("representative", "A", 10)), (Ids{b, a}));
    EXPECT_EQ(claims.claims_for("focal point", "A", 10).size(), 0U);
    EXPECT_EQ(claims.claims_for("representative", "\xff", 10).size(), 0U);
  }
  write_claims(*store_, [&](ClaimWriter& claims) { claims.remove_claims_of(one); });
  const auto reader = store_->read();
  EXPECT_TRUE(reader->claims().claims_of(one).empty());
  EXPECT_TRUE(reader->claims().steps_of(c).empty());
  EXPECT_EQ(ids_of(reader->claims().claims_of(two)), (Ids{b}));
}

TEST_P(ContractTest, AnOfferIsFoundByItsLinkUntilItsTimeIsOver) {
  RoleOffer offer{new_id(),
                  base::sha256("one"),
                  "contributor",
                  "A",
                  "wanjiru@treasury.example",
                  "Wanjiru · 万吉",
                  "zh",
                  new_id(),
                  OfferState::open,
                  clock_.now(),
                  {clock_.now().ms + 1000}};
  auto later = offer;
  later.id = new_id();
  later.hash = base::sha256("two");
  later.expires = {offer.expires.ms + 1000};
  write_claims(*store_, [&](ClaimWriter& claims) {
    claims.put_offer(offer);
    claims.put_offer(later);
  });
  offer.state = OfferState::declined;
  write_claims(*store_, [&](ClaimWriter& claims) { claims.put_offer(offer); });
  {
    const auto reader = store_->read();
    EXPECT_EQ(reader->claims().offer(offer.hash), offer);
    EXPECT_FALSE(reader->claims().offer(base::sha256("three")));
    const auto all = reader->claims().offers_for("A", 10);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0], later) << "the newest first";
    EXPECT_EQ(reader->claims().offers_for("A", 1).size(), 1U);
    EXPECT_TRUE(reader->claims().offers_for("B", 10).empty());
    EXPECT_EQ(reader->claims().offers_by(offer.giver, 10), all) << "both are of one account";
    EXPECT_EQ(reader->claims().offers_by(offer.giver, 1).size(), 1U);
    EXPECT_TRUE(reader->claims().offers_by(new_id(), 10).empty());
    EXPECT_EQ(reader->claims().offers_to("wanjiru@treasury.example", 10), all);
    EXPECT_TRUE(reader->claims().offers_to("wanjiru@treasury", 10).empty());
    EXPECT_TRUE(reader->claims().offers_to("\xff", 10).empty());
  }
  std::int64_t gone = 0;
  write_claims(*store_, [&](ClaimWriter& claims) { gone = claims.forget_offers(offer.expires); });
  EXPECT_EQ(gone, 1);
  EXPECT_FALSE(store_->read()->claims().offer(offer.hash));
  EXPECT_TRUE(store_->read()->claims().offer(later.hash));
}

TEST_P(ContractTest, AVacancyKeepsItsTimeUntilItIsRemoved) {
  const auto since = clock_.now();
  write_claims(*store_, [&](ClaimWriter& claims) {
    claims.put_vacancy({"representative", "B", since});
    claims.put_vacancy({"focal point", "KE", since});
    claims.put_vacancy({"representative", "B", {since.ms + 5}});
  });
  {
    const auto reader = store_->read();
    const auto all = reader->claims().vacancies(10);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0], (Vacancy{"focal point", "KE", since}));
    EXPECT_EQ(reader->claims().vacancy("representative", "B"), all[1]);
    EXPECT_FALSE(reader->claims().vacancy("representative", "KE"));
  }
  write_claims(*store_, [&](ClaimWriter& claims) { claims.remove_vacancy("representative", "B"); });
  EXPECT_EQ(store_->read()->claims().vacancies(10).size(), 1U);
}

TEST_P(ContractTest, AClaimThatFailsLeavesNoTrace) {
  const auto id = new_id();
  EXPECT_THROW(write_claims(*store_,
                            [&](ClaimWriter& claims) {
                              claims.put_claim(claim_of(id, new_id(), "A", clock_.now()));
                              throw base::Conflict("claim", "is given up");
                            }),
               base::Conflict);
  EXPECT_FALSE(store_->read()->claims().claim(id));
  EXPECT_THROW(write_claims(*store_,
                            [&](ClaimWriter& claims) {
                              claims.put_claim(claim_of(id, new_id(), "\xff", clock_.now()));
                            }),
               base::BadInput);
}

}  // namespace entente::store::contract

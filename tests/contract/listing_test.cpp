// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Heads in pages, what hangs on a partnership or an organisation, the changes in order.
#include <algorithm>
#include <limits>

#include "contract.hpp"

namespace entente::store::contract {

TEST_P(ContractTest, HeadsComeInPagesInOrderOfId) {
  std::vector<base::Uuid> ids;
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < 25; ++i) ids.push_back(new_id());
    for (auto id = ids.rbegin(); id != ids.rend(); ++id) unit.put(revision(*id));
    unit.put(revision(new_id(), "{}", "organisation"));
  });
  put(revision(ids[7], "second version"));
  const auto reader = store_->read();
  std::vector<base::Uuid> seen;
  std::vector<std::size_t> sizes;
  base::Uuid after;
  for (;;) {
    const auto page = reader->heads("partnership", after, 10);
    if (page.empty()) break;
    sizes.push_back(page.size());
    for (const auto& head : page) seen.push_back(head.id);
    after = page.back().id;
  }
  EXPECT_EQ(seen, ids);
  EXPECT_EQ(sizes, (std::vector<std::size_t>{10, 10, 5}));
  EXPECT_EQ(reader->heads("partnership", ids[6], 1).at(0).body, "second version");
  EXPECT_TRUE(reader->heads("partnership", {}, 0).empty());
  EXPECT_EQ(reader->heads("partnership", {}, std::numeric_limits<std::size_t>::max()).size(), 25U);
  EXPECT_TRUE(reader->heads("partner", {}, 10).empty());
  EXPECT_EQ(reader->count("partnership"), 25);
  EXPECT_EQ(reader->count("organisation"), 1);
}

TEST_P(ContractTest, RecordsHangOnAPartnershipAndOnAnOrganisation) {
  const auto partnership = new_id(), elsewhere = new_id(), organisation = new_id();
  const auto first = new_id(), second = new_id(), third = new_id();
  const auto hung = [&](const base::Uuid& id, std::string_view type, const base::Uuid& on) {
    auto made = revision(id, "{}", type);
    made.partnership = on;
    made.organisation = organisation;
    return made;
  };
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    auto self = revision(partnership);
    self.partnership = partnership;
    unit.put(self);
    unit.put(revision(elsewhere));
    unit.put(revision(organisation, "{}", "organisation"));
    unit.put(hung(second, "commitment", partnership));
    unit.put(hung(first, "participation", partnership));
    unit.put(hung(third, "commitment", elsewhere));
  });
  {
    const auto reader = store_->read();
    EXPECT_EQ(ids_of(reader->of_partnership(partnership)), (std::vector{first, second}));
    EXPECT_EQ(ids_of(reader->of_partnership(elsewhere)), (std::vector{third}));
    EXPECT_EQ(ids_of(reader->of_partnership(partnership, "commitment")), (std::vector{second}));
    EXPECT_EQ(ids_of(reader->of_partnership(partnership, "participation")), (std::vector{first}));
    EXPECT_TRUE(reader->of_partnership(partnership, "partnership").empty());
    EXPECT_EQ(ids_of(reader->of_organisation(organisation, "commitment")), (std::vector{second, third}));
    EXPECT_EQ(ids_of(reader->of_organisation(organisation, "participation")), (std::vector{first}));
    EXPECT_TRUE(reader->of_organisation(organisation, "delivery").empty());
  }
  // The keys are those of the head: a later revision moves the record, or lets it go.
  put(hung(second, "commitment", elsewhere));
  put(revision(third, "{}", "commitment"));
  const auto reader = store_->read();
  EXPECT_EQ(ids_of(reader->of_partnership(partnership)), (std::vector{first}));
  EXPECT_EQ(ids_of(reader->of_partnership(elsewhere)), (std::vector{second}));
  EXPECT_EQ(reader->of_partnership(elsewhere).at(0).version, 2);
  EXPECT_EQ(ids_of(reader->of_organisation(organisation, "commitment")), (std::vector{second}));
}

TEST_P(ContractTest, ChangesFollowTheSequence) {
  const auto partnership = new_id(), organisation = new_id(), commitment = new_id();
  put(revision(partnership));                                  // 1
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {  // 2, the later id first
    auto made = revision(commitment, "{}", "commitment");
    made.partnership = partnership;
    made.organisation = organisation;
    unit.put(made);
    unit.put(revision(organisation, "{}", "organisation"));
  });
  store_->write({.author = "tester"}, [](UnitOfWork& unit) { unit.set_note("n", "v"); });
  put(revision(partnership));  // 3
  const auto reader = store_->read();
  const auto all = reader->changes(0, 100);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].event_seq, 1);
  EXPECT_EQ(all[0].id, partnership);
  EXPECT_EQ(all[0].version, 1);
  EXPECT_FALSE(all[0].partnership);
  EXPECT_EQ(all[1].event_seq, 2);
  EXPECT_EQ(all[1].id, commitment);
  EXPECT_EQ(all[1].type, "commitment");
  EXPECT_EQ(all[1].partnership, partnership);
  EXPECT_EQ(all[1].organisation, organisation);
  EXPECT_EQ(all[2].event_seq, 2);
  EXPECT_EQ(all[2].id, organisation);
  EXPECT_EQ(all[3].event_seq, 3);
  EXPECT_EQ(all[3].version, 2);
  EXPECT_EQ(reader->changes(0, 1).size(), 1U);
  EXPECT_EQ(reader->changes(1, 1).size(), 2U);  // a commit comes whole
  EXPECT_EQ(reader->changes(1, 2).size(), 3U);
  EXPECT_TRUE(reader->changes(3, 100).empty());
  EXPECT_TRUE(reader->changes(0, 0).empty());
  EXPECT_EQ(reader->changes(1, std::numeric_limits<std::int64_t>::max()).size(), 3U);
}

TEST_P(ContractTest, TenThousandRecordsFitInOneUnit) {
  constexpr int kMany = 10'000;
  const auto done = store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < kMany; ++i) unit.put(revision(new_id(), "{\"n\":" + std::to_string(i) + "}"));
  });
  EXPECT_EQ(done.event_seq, 1);
  const auto reader = store_->read();
  EXPECT_EQ(reader->count("partnership"), kMany);
  const auto changes = reader->changes(0, 1);
  ASSERT_EQ(changes.size(), std::size_t{kMany});
  EXPECT_TRUE(std::is_sorted(changes.begin(), changes.end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; }));
  EXPECT_EQ(reader->head(changes.back().id)->body, "{\"n\":9999}");
}

TEST_P(ContractTest, WhatAnAccountWroteComesNewestFirst) {
  const auto amina = new_id(), other = new_id(), first = new_id(), second = new_id();
  const auto by = [&](const std::string& author, const std::vector<base::Uuid>& ids) {
    store_->write({.author = author}, [&](UnitOfWork& unit) {
      for (const auto& id : ids) unit.put(revision(id));
    });
  };
  by("import", {first});
  by(amina.str(), {second, first});
  by(other.str(), {second});
  store_->write({.author = amina.str()}, [&](UnitOfWork& unit) {
    unit.put(revision(first));
    EXPECT_EQ(unit.written_by(amina, 9).size(), 3U) << "its own writes, too";
  });
  store_->write({.author = amina.str()}, [&](UnitOfWork& unit) { unit.set_note("no", "revision"); });
  reopen();
  const auto reader = store_->read();
  const auto at = [&](const base::Uuid& id, std::int64_t version) {
    return Written{id, "partnership", version, reader->revision(id, version)->time};
  };
  EXPECT_EQ(reader->written_by(amina, 9), (std::vector{at(first, 3), at(first, 2), at(second, 1)}));
  EXPECT_EQ(reader->written_by(amina, 1), (std::vector{at(first, 3)}));
  EXPECT_EQ(reader->written_by(other, 9), (std::vector{at(second, 2)}));
  EXPECT_TRUE(reader->written_by(new_id(), 9).empty());
}

}  // namespace entente::store::contract

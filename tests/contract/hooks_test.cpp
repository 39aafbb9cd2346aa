// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Addresses that are told of what is published, and how that went.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

Hook hook_to(const base::Uuid& id, const base::Uuid& owner, base::Instant now) {
  Hook hook;
  hook.id = id;
  hook.owner = owner;
  hook.url = "https://receiver.example/entente";
  hook.kinds = "partnership report";
  hook.secret = std::string("sealed\0\xff bytes", 14);
  hook.former = "sealed before";
  hook.former_ends = {now.ms + 5};
  hook.sequence = 41;
  hook.told = 3;
  hook.failures = 2;
  hook.due = {now.ms + 60'000};
  hook.test = true;
  hook.made = now;
  hook.organisation = base::Uuid::v7(now);
  return hook;
}

void write(Store& store, const std::function<void(HookWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.hooks()); });
}

}  // namespace

TEST_P(ContractTest, AHookComesBackAndChanges) {
  const auto first = hook_to(new_id(), new_id(), clock_.now());
  auto second = hook_to(new_id(), new_id(), {clock_.now().ms + 1});
  write(*store_, [&](HookWriter& hooks) {
    hooks.put(second);
    hooks.put(first);
    EXPECT_EQ(hooks.hook(first.id), first) << "a unit reads what it wrote";
  });
  EXPECT_EQ(store_->read()->hooks().hooks(), (std::vector{first, second})) << "in the order they were made";
  EXPECT_EQ(last_event(), 0) << "no commit of records";

  auto changed = second;
  changed.url = "https://other.example/";
  changed.kinds = "";
  changed.secret = "anew";
  changed.former = "";
  changed.former_ends = {};
  changed.state = HookState::failed;
  changed.sequence = 50;
  changed.told = changed.failures = 0;
  changed.due = {};
  changed.test = false;
  changed.organisation = {};
  auto asked = changed;
  asked.owner = first.owner;
  asked.made = {};
  write(*store_, [&](HookWriter& hooks) { hooks.put(asked); });
  EXPECT_EQ(store_->read()->hooks().hook(second.id), changed) << "whose it is, and since when, stands";
  EXPECT_EQ(store_->read()->hooks().hook(first.id), first);
  EXPECT_FALSE(store_->read()->hooks().hook(new_id()));
  EXPECT_THROW(write(*store_, [](HookWriter& hooks) { hooks.put({}); }), base::BadInput);
}

TEST_P(ContractTest, TheNewestTriesOfAHookAreKept) {
  const auto hook = hook_to(new_id(), new_id(), clock_.now()), other = hook_to(new_id(), new_id(), {});
  const auto tried = [&](const Hook& of, std::int64_t status) {
    return HookTry{of.id, 0, status, status + 1, 7, status, status == 200 ? "" : "refused", {status}, 12};
  };
  write(*store_, [&](HookWriter& hooks) {
    hooks.put(hook);
    hooks.put(other);
    for (const auto status : {500, 501, 502, 200}) hooks.add_try(tried(hook, status), 3);
    hooks.add_try(tried(other, 404), 3);
  });
  auto newest = tried(hook, 200);
  newest.ordinal = 4;
  const auto kept = store_->read()->hooks().tries(hook.id, 10);
  ASSERT_EQ(kept.size(), 3U);
  EXPECT_EQ(kept.front(), newest);
  EXPECT_EQ(kept.back().status, 501);
  EXPECT_EQ(store_->read()->hooks().tries(hook.id, 1).size(), 1U);

  write(*store_, [&](HookWriter& hooks) { hooks.remove(hook.id); });
  EXPECT_FALSE(store_->read()->hooks().hook(hook.id));
  EXPECT_TRUE(store_->read()->hooks().tries(hook.id, 10).empty());
  EXPECT_EQ(store_->read()->hooks().tries(other.id, 10).size(), 1U) << "and of no other";
}

TEST_P(ContractTest, AHookOfAUnitThatFailsIsNotKept) {
  const auto hook = hook_to(new_id(), new_id(), clock_.now());
  EXPECT_THROW(write(*store_,
                     [&](HookWriter& hooks) {
                       hooks.put(hook);
                       throw base::BadInput("unit", "fails");
                     }),
               base::BadInput);
  EXPECT_TRUE(store_->read()->hooks().hooks().empty());
}

}  // namespace entente::store::contract

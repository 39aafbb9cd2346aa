// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hooks.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "base/hmac.hpp"
#include "registry/hook_words.hpp"
#include "registry/hooks_test.hpp"
#include "registry/move.hpp"

namespace entente::registry {
namespace {

constexpr const char* kUrl = "https://receiver.example/take?secret=1";

std::vector<std::string> events_on_record(Register& reg) {
  std::vector<std::string> all;
  for (const auto& each : reg.read()->accounts().events({}, 100, store::Refusals::with))
    if (each.what.starts_with("hook_")) all.push_back(each.what + " " + each.detail);
  return all;
}

TEST(HookSignature, IsTheHmacOfTheTimeAndTheBody) {
  const base::Instant at{1'790'000'000'999};
  const auto first = base::hex(base::hmac_sha256("one", "1790000000.{}"));
  const auto second = base::hex(base::hmac_sha256("two", "1790000000.{}"));
  EXPECT_EQ(hook_signature({"one"}, at, "{}"), "t=1790000000,v1=" + first);
  EXPECT_EQ(hook_signature({"one", "two"}, at, "{}"), "t=1790000000,v1=" + first + ",v1=" + second);
  EXPECT_NE(hook_signature({"one"}, at, "{ }"), hook_signature({"one"}, at, "{}"));
  // python3 -c "import hmac; print(hmac.new(b'entente_hook_x', b'1790000000.{\"events\":[]}',
  // 'sha256').hexdigest())"
  EXPECT_EQ(hook_signature({"entente_hook_x"}, at, R"({"events":[]})"),
            "t=1790000000,v1=ae965304dc6c40055e188296655a9a492fcb7b591c40c65deaf37501dfae3798");
}

TEST_F(HooksTest, AHookBeginsWhereTheRegisterStandsAndShowsItsSecretOnce) {
  organisation("World Health Organization");
  const auto made = hooks_->make(steward_, {kUrl, {"reports", "partnerships"}});
  ASSERT_FALSE(made.fault);
  EXPECT_TRUE(access::is_secret(access::SecretKind::hook, made.secret)) << made.secret;
  const auto hook = kept(made.id);
  EXPECT_EQ(hook.sequence, 1);
  EXPECT_EQ(hook.kinds, "partnerships reports");
  EXPECT_EQ(hook.owner, *steward_.account);
  EXPECT_TRUE(access::is_sealed(hook.secret));
  EXPECT_EQ(hook_secrets(key_, hook, clock_.now()), std::vector{made.secret});
  const auto view = hooks_->look(steward_, made.id);
  EXPECT_EQ(view.hook.secret, "") << "nobody is shown it again";
  EXPECT_EQ(view.host, "receiver.example");
  EXPECT_EQ(view.owner, "steward@register.example");
  EXPECT_EQ(view.topics, (std::vector<std::string>{"partnerships", "reports"}));
  EXPECT_EQ(hooks_->list(steward_).size(), 1U);
  EXPECT_EQ(events_on_record(*reg_), std::vector<std::string>{"hook_made receiver.example"})
      << "not the address, which may be a secret";
}

TEST_F(HooksTest, WhatIsNoAddressOrIsToldAlreadyIsRefused) {
  EXPECT_EQ(hooks_->make(steward_, {"http://receiver.example/", {}}).fault, HookFormFault::url);
  EXPECT_EQ(hooks_->make(steward_, {"", {}}).fault, HookFormFault::url);
  const auto made = hooks_->make(steward_, {kUrl, {}});
  const auto again = hooks_->make(steward_, {kUrl, {}});
  EXPECT_EQ(again.fault, HookFormFault::known);
  EXPECT_EQ(again.secret, "");
  const auto other = hooks_->make(steward_, {"https://other.example/", {}});
  EXPECT_EQ(hooks_->change(steward_, other.id, {kUrl, {}}), HookFormFault::known);
  EXPECT_EQ(hooks_->change(steward_, other.id, {"ftp://x.example/", {}}), HookFormFault::url);
  EXPECT_FALSE(hooks_->change(steward_, made.id, {kUrl, {"parties"}}));
  EXPECT_EQ(kept(made.id).kinds, "parties");
  EXPECT_FALSE(hooks_->change(steward_, other.id, {"https://third.example/", {}}));
  EXPECT_EQ(kept(other.id).url, "https://third.example/");
}

TEST_F(HooksTest, ThereAreNoMoreThanThereMayBe) {
  for (std::size_t n = 0; n < kMostHooks; ++n)
    ASSERT_FALSE(hooks_->make(steward_, {"https://r.example/" + std::to_string(n), {}}).fault);
  EXPECT_THROW(hooks_->make(steward_, {kUrl, {}}), base::Conflict);
  EXPECT_EQ(hooks_->list(steward_).size(), kMostHooks);
}

TEST_F(HooksTest, NobodyElseKeepsThem) {
  const auto made = hooks_->make(steward_, {kUrl, {}});
  auto without_factor = steward_;
  without_factor.second_factor = false;
  for (const auto& actor :
       {access::Actor{}, without_factor, person("auditor@register.example", {access::Role::auditor, ""}),
        person("reviewer@register.example", {access::Role::reviewer, ""}),
        person("speaker@who.example", {access::Role::representative, new_id().str()})}) {
    EXPECT_THROW(hooks_->list(actor), access::Refused);
    EXPECT_THROW(hooks_->look(actor, made.id), access::Refused);
    EXPECT_THROW(hooks_->make(actor, {"https://b.example/", {}}), access::Refused);
    EXPECT_THROW(hooks_->change(actor, made.id, {kUrl, {}}), access::Refused);
    EXPECT_THROW(hooks_->stop(actor, made.id), access::Refused);
    EXPECT_THROW(hooks_->resume(actor, made.id), access::Refused);
    EXPECT_THROW(hooks_->test(actor, made.id), access::Refused);
    EXPECT_THROW(hooks_->replay(actor, made.id, 1), access::Refused);
    EXPECT_THROW(hooks_->renew(actor, made.id, {}), access::Refused);
    EXPECT_THROW(hooks_->remove(actor, made.id), access::Refused);
  }
  EXPECT_EQ(hooks_->list(person("chief@register.example", {access::Role::administrator, ""})).size(), 1U);
}

TEST_F(HooksTest, IsStoppedResumedToldAgainAndRemoved) {
  organisation("World Health Organization");
  organisation("Ministry of Water");
  const auto id = hooks_->make(steward_, {kUrl, {}}).id;
  hooks_->stop(steward_, id);
  hooks_->stop(steward_, id);
  EXPECT_EQ(kept(id).state, store::HookState::stopped);
  hooks_->resume(steward_, id);
  EXPECT_EQ(kept(id).state, store::HookState::active);
  EXPECT_FALSE(hooks_->replay(steward_, id, 0));
  EXPECT_FALSE(hooks_->replay(steward_, id, 3)) << "there is no such commit";
  EXPECT_EQ(kept(id).sequence, 2);
  EXPECT_TRUE(hooks_->replay(steward_, id, 1));
  EXPECT_EQ(kept(id).sequence, 0);
  hooks_->test(steward_, id);
  EXPECT_TRUE(kept(id).test);
  hooks_->remove(steward_, id);
  EXPECT_THROW(hooks_->look(steward_, id), base::NotFound);
  EXPECT_THROW(hooks_->remove(steward_, id), base::NotFound);
  EXPECT_EQ(events_on_record(*reg_).size(), 6U)
      << "each once: made, stopped, resumed, replayed, tested, removed";
}

TEST_F(HooksTest, ANewSecretSignsBesideTheFormerForADay) {
  const auto made = hooks_->make(steward_, {kUrl, {}});
  const auto next = renewed(made.id).value();
  EXPECT_NE(next, made.secret);
  EXPECT_EQ(hook_secrets(key_, kept(made.id), clock_.now()), (std::vector{next, made.secret}));
  clock_.advance(kFormerSecretMs - 1);
  EXPECT_EQ(hook_secrets(key_, kept(made.id), clock_.now()).size(), 2U);
  clock_.advance(1);
  EXPECT_EQ(hook_secrets(key_, kept(made.id), clock_.now()), std::vector{next});
  EXPECT_TRUE(hook_secrets(access::Key::fresh(), kept(made.id), clock_.now()).empty());
}

TEST_F(HooksTest, AFormSentTwiceMakesOneSecretAndShowsItAgainForAWhile) {
  const auto id = new_id();
  const auto made = hooks_->make(steward_, {kUrl, {}}, id);
  EXPECT_EQ(made.id, id);
  const auto again = hooks_->make(steward_, {kUrl, {}}, id);
  EXPECT_FALSE(again.fault);
  EXPECT_EQ(again.id, id);
  EXPECT_EQ(again.secret, made.secret);
  const auto other = person("other@register.example", {access::Role::steward, ""});
  EXPECT_EQ(hooks_->make(other, {kUrl, {}}, id).fault, HookFormFault::known)
      << "whoever made it, and nobody else";
  const auto elsewhere = hooks_->make(steward_, {"https://other.example/", {}}, id);
  EXPECT_NE(elsewhere.id, id);
  EXPECT_FALSE(elsewhere.fault);

  const auto mark = hooks_->look(steward_, id).mark;
  const auto next = hooks_->renew(steward_, id, mark);
  ASSERT_TRUE(next);
  EXPECT_EQ(hooks_->renew(steward_, id, mark), next);
  EXPECT_EQ(hook_secrets(key_, kept(id), clock_.now()), (std::vector{*next, made.secret}))
      << "what receivers hold still signs";
  EXPECT_FALSE(hooks_->renew(steward_, id, ""));
  EXPECT_FALSE(hooks_->renew(steward_, id, "another"));
  clock_.advance(kSecretShownMs);
  EXPECT_FALSE(hooks_->renew(steward_, id, mark)) << "shown no more, and nothing else in its place";
  EXPECT_EQ(hooks_->make(steward_, {kUrl, {}}, id).fault, HookFormFault::known);
  const auto third = renewed(id);
  ASSERT_TRUE(third);
  EXPECT_EQ(hook_secrets(key_, kept(id), clock_.now()), (std::vector{*third, *next}));
  EXPECT_EQ(std::ranges::count(events_on_record(*reg_), "hook_secret_renewed receiver.example"), 2);
}

TEST_F(HooksTest, ASecretOpensForItsOwnHookAlone) {
  const auto made = hooks_->make(steward_, {kUrl, {}});
  auto moved = kept(made.id);
  moved.id = new_id();
  EXPECT_TRUE(hook_secrets(key_, moved, clock_.now()).empty());
}

TEST_F(HooksTest, AnotherKeyOfTheRegisterSealsThemAnew) {
  const auto made = hooks_->make(steward_, {kUrl, {}});
  const auto later = renewed(made.id).value();
  const auto next = access::Key::fresh();
  std::size_t sealed = 0;
  reg_->store().write({"test"},
                      [&](store::UnitOfWork& unit) { sealed = seal_hooks(unit.hooks(), key_, next); });
  EXPECT_EQ(sealed, 2U);
  EXPECT_EQ(hook_secrets(next, kept(made.id), clock_.now()), (std::vector{later, made.secret}));
  EXPECT_TRUE(hook_secrets(key_, kept(made.id), clock_.now()).empty());
}

TEST_F(HooksTest, InARegisterMadeFromABackupTheyAreStopped) {
  const auto id = hooks_->make(steward_, {kUrl, {}}).id;
  hooks_->stop(steward_, hooks_->make(steward_, {"https://other.example/", {}}).id);
  EXPECT_EQ(stop_hooks(*reg_), 1);
  EXPECT_EQ(kept(id).state, store::HookState::stopped);
  EXPECT_EQ(stop_hooks(*reg_), 0);
  hooks_->resume(steward_, id);
  EXPECT_EQ(kept(id).state, store::HookState::active);
}

TEST_F(HooksTest, WithoutAKeyThereAreNone) {
  Accounts keyless(reg_->store(), clock_, AccountRules{.cost = {1, 8192}});
  Hooks none(*reg_, keyless, {});
  EXPECT_FALSE(none.taken());
  EXPECT_THROW(none.make(steward_, {kUrl, {}}), base::NotFound);
}

}  // namespace
}  // namespace entente::registry

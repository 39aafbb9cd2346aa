// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What is sealed with the register's own key.
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kAccountsTogether = 500;

const access::Key& require_key(const std::optional<access::Key>& key) {
  if (!key)
    throw base::Conflict("second factor", "cannot be kept: this register has no key to seal it with",
                         "Whoever runs the register sets access.key_file.");
  return *key;
}

}  // namespace

void require_key_of_register(store::Reader& reader, const access::Key& key, std::string_view what) {
  if (reader.note(kKeyNote).value_or(key.name()) != key.name())
    throw base::Conflict(
        std::string(what), "is sealed with another key than this server was started with",
        "Whoever runs the register gives all nodes its access.key_file, and starts them again.");
}

void each_with_factor(store::AccountReader& accounts, const std::function<void(store::Account&)>& work) {
  base::Uuid after;
  for (;;) {
    auto some = accounts.accounts(after, kAccountsTogether);
    for (auto& each : some)
      if (!each.second_factor.empty()) work(each);
    if (some.size() < kAccountsTogether) return;
    after = some.back().id;
  }
}

std::string Accounts::factor_secret(const store::Account& account) const {
  if (!access::is_sealed(account.second_factor)) return account.second_factor;  // of before there was a key
  if (!rules_.key) return {};
  return rules_.key->open(purpose_of_factor(account.id), account.second_factor).value_or("");
}

std::string Accounts::sealed_factor(store::UnitOfWork& unit, const base::Uuid& account,
                                    std::string_view secret) const {
  const auto& key = require_key(rules_.key);
  require_key_of_register(unit, key, "second factor");
  unit.set_note(kKeyNote, key.name());
  return key.seal(purpose_of_factor(account), secret);
}

void Accounts::take_key() {
  const auto& key = require_key(rules_.key);
  {
    const auto reader = store_.read();
    std::size_t strange = 0;
    bool clear = false;
    each_with_factor(reader->accounts(), [&](const store::Account& account) {
      if (factor_secret(account).empty()) ++strange;
      if (!access::is_sealed(account.second_factor)) clear = true;
    });
    if (strange != 0)
      throw base::Conflict(
          "key of this register",
          "is not the one that " + std::to_string(strange) + " of its second factors are sealed with",
          "Put that key's file in its place (access.key_file; by default register.key in "
          "the register's folder). Where it is lost: 'entente user new-key'.");
    if (!clear && reader->note(kKeyNote) == key.name()) return;  // nothing to write
  }
  store_.write({"system"}, [&](store::UnitOfWork& unit) {
    auto& accounts = unit.accounts();
    each_with_factor(accounts, [&](store::Account& account) {
      if (access::is_sealed(account.second_factor)) return;
      account.second_factor = key.seal(purpose_of_factor(account.id), account.second_factor);
      accounts.put_account(account);
    });
    unit.set_note(kKeyNote, key.name());
  });
}

std::size_t Accounts::replace_key() {
  const auto& key = require_key(rules_.key);
  std::size_t removed = 0;
  store_.write({"operator"}, [&](store::UnitOfWork& unit) {
    removed = 0;
    auto& accounts = unit.accounts();
    each_with_factor(accounts, [&](store::Account& account) {
      if (!factor_secret(account).empty()) return;
      account.second_factor.clear();
      account.last_step = 0;
      account.changed = clock_.now();
      accounts.put_account(account);
      accounts.set_recovery_codes(account.id, {});
      accounts.remove_sessions(account.id, {});
      end_office_tokens(accounts, by_operator(), account.id, clock_.now());
      record(accounts, by_operator(), account.id, "factor_removed");
      ++removed;
    });
    unit.set_note(kKeyNote, key.name());
  });
  return removed;
}

}  // namespace entente::registry

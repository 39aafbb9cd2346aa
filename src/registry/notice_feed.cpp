// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The address at which one's notices are read without signing in.
#include "access/secret.hpp"
#include "registry/account_words.hpp"
#include "registry/accounts.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

std::optional<std::string> Accounts::make_feed(const Visitor& visitor, std::string_view password,
                                               const Origin& origin) {
  const auto& account = require_own(visitor);
  // A session left open is not to become something that lasts.
  if (!password_right(account, password, origin)) return std::nullopt;
  const auto secret = access::new_secret(access::SecretKind::feed);
  const store::NoticeFeed feed{account.id, access::hash_of_secret(access::SecretKind::feed, secret),
                               clock_.now()};
  bool made = false;
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    const auto stands = accounts.account(account.id);
    made = stands && stands->state == store::AccountState::active;
    if (!made) return;
    accounts.put_notice_feed(feed);
    record(accounts, visitor.actor, account.id, "feed_made");
  });
  return made ? std::optional(secret) : std::nullopt;
}

void Accounts::end_feed(const Visitor& visitor) {
  const auto id = require_own(visitor).id;
  write(visitor.actor, [&](store::AccountWriter& accounts) {
    if (accounts.remove_notice_feed(id)) record(accounts, visitor.actor, id, "feed_ended");
  });
}

std::optional<base::Instant> Notices::feed_made(const Visitor& visitor) const {
  const auto id = visitor.account ? visitor.account->id : base::Uuid();
  const auto feed = store_.read()->accounts().notice_feed(id);
  return feed ? std::optional(feed->made) : std::nullopt;
}

std::optional<NoticeFeedView> Notices::behind(std::string_view secret, std::size_t limit,
                                              const base::Messages& messages) const {
  if (!access::is_secret(access::SecretKind::feed, secret)) return std::nullopt;
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  const auto feed = accounts.notice_feed(access::hash_of_secret(access::SecretKind::feed, secret));
  const auto account = feed ? accounts.account(feed->account) : std::nullopt;
  if (!account || account->state != store::AccountState::active) return std::nullopt;
  return NoticeFeedView{base::hex(feed->hash), feed->made, lines_of(*reader, account->id, limit, messages)};
}

}  // namespace entente::registry

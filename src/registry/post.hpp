// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "access/key.hpp"
#include "base/clock.hpp"
#include "outbound/relay.hpp"
#include "registry/letters.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// What somebody who has not signed in asks for. It is looked into apart from the request, so that no answer
/// tells by its words or its time who has an account.
struct Asked {
  enum class What : std::uint8_t { new_password, account };
  What what = What::new_password;
  std::string address, name, language;
  std::string network;  ///< it came from
};

/// What waits in the store: a mail, or a wish to be looked into.
using Waiting = std::variant<Words, Asked>;

/// Puts it there, sealed: durable with the unit that wrote it. Throws base::Conflict where the register has
/// another key by now, whose holders alone would send it.
void put_waiting(store::UnitOfWork&, const access::Key&, base::Instant now, base::Instant expires,
                 const Waiting&);
/// Nothing where it was sealed with another key, or is damaged.
std::optional<Waiting> read_waiting(const access::Key&, const store::Letter&);

/// Takes back all that waits for an address: mails to it, and what was asked for it. What was sealed with
/// another key stays, for it cannot be read.
void take_back_waiting(store::UnitOfWork&, const access::Key&, std::string_view address);

/// How much may wait at once: beyond it nothing more is asked by strangers.
inline constexpr std::int64_t kMostWaiting = 10'000;

/// Works off what waits. Of several processes that serve a register each may have one: a letter is taken by
/// one at a time. One that was sent in the moment of a crash may be sent again, under the same Message-ID.
class Postman {
 public:
  using Send = std::function<outbound::Delivery(const outbound::Mail&)>;
  /// Looks into one wish, and removes the letter it came in.
  using Answer = std::function<void(const Asked&, const base::Uuid& letter)>;

  /// Without `send` mails stay where they are, for a node that has a relay.
  Postman(store::Store&, const base::Clock&, access::Key, Answer, Send);

  /// What is due now. Returns how many letters are done with.
  int round();

 private:
  /// Takes a letter for itself for a while; false where another was faster.
  bool take(const store::Letter&);
  bool work(const store::Letter&);
  bool send(const store::Letter&, const Words&);
  void remove(const base::Uuid& letter);
  void put_off(const store::Letter&, std::int64_t wait_ms);

  store::Store& store_;
  const base::Clock& clock_;
  const access::Key key_;
  const Answer answer_;
  const Send send_;
  base::Instant quiet_until_;  ///< the relay could not be reached
  std::int64_t quiet_ms_ = 0;
};

}  // namespace entente::registry

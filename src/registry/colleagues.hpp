// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// Somebody who holds a role in a place.
struct Colleague {
  base::Uuid account;
  std::string name, address;  ///< the address only for who may see it
  access::Grant grant;
  bool invited = false;   ///< has not come yet
  base::Uuid giver = {};  ///< of the role; for parts alone
};

struct Colleagues {
  std::vector<Colleague> people;
  std::vector<store::RoleOffer> offers;  ///< those not taken yet, the newest first; for who may give roles
  std::optional<base::Instant> vacant_since;  ///< nobody speaks for the place any more
};

/// What stands behind the link of an offer.
struct OfferView {
  access::Grant grant;
  std::string address, name, language;
  std::string giver;  ///< name of whoever offers it; empty for the operator
  bool by_code = false;
};
/// By a link, which is mailed where the register sends mail; or by a code, which whoever makes the offer
/// writes in a letter, or says.
enum class OfferWay : std::uint8_t { link, code };
inline constexpr std::size_t kMostOffers = 50;  ///< open at one time in one place
/// A button pressed twice, a page reloaded.
inline constexpr std::int64_t kOfferSaidMs = 10 * 60'000LL;

/// An offer that was made.
struct MadeOffer {
  /// To be handed over; "" where the link goes by mail, and where the request came again under its name: it
  /// was given once.
  std::string secret;
  bool mailed = false;
  store::Committed done;
};

/// No further offer is made for now.
class TooManyOffers : public base::Conflict {
 public:
  using Conflict::Conflict;
};

/// How people come into an organisation, a country's desk or a party's part, and leave it. Roles are offered
/// by a link to whoever has an address, and held once they are taken, so that nobody holds a role unasked.
/// Neither making an offer nor what is behind its link tells whether its address has an account. Opening an
/// account by it does, and where the address has none, one is opened.
class Delegation {
 public:
  Delegation(store::Store& store, const base::Clock& clock, Accounts& accounts)
      : store_(store), clock_(clock), accounts_(accounts) {}

  /// Who holds `roles` in a place.
  Colleagues colleagues(const access::Actor&, const std::vector<access::Role>& roles,
                        std::string_view of) const;
  /// Whether somebody may offer a role: whoever may give it; and to answer for a part of a partnership,
  /// whoever speaks for one of its parties, or wrote it.
  bool may_offer(const access::Actor&, const access::Grant&) const;
  /// The link goes by mail to the address; where the register sends none, its secret comes back, to be handed
  /// over, and else "". A code comes back always. A party that has not spoken is asked from then on. Throws
  /// TooManyOffers where too many wait already, or were made or sent there of late, base::NotFound where the
  /// place does not stand. What was asked under a name before (access::Actor::request) is not done again.
  /// `form`: sent again by the same account with all the same within kOfferSaidMs, it makes no other offer,
  /// sends no other letter, and gives the same back; where the register has a key.
  MadeOffer offer(const access::Actor&, std::string_view address, std::string_view name,
                  std::string_view language, const access::Grant&, OfferWay = OfferWay::link,
                  const std::optional<base::Uuid>& form = {});
  /// Throws base::NotFound where none of that id waits there.
  store::Committed withdraw_offer(const access::Actor&, std::string_view of, const base::Uuid& id);

  /// Takes the role back from whoever was invited to a part: by whoever might invite to it.
  void uninvite(const access::Actor&, const base::Uuid& account, const access::Grant&);

  /// Nothing where the link opens nothing any more: it was used, its time is over, or its maker may no longer
  /// give that role.
  std::optional<OfferView> offered(std::string_view secret) const;
  /// By whoever has signed in: takes the role, or declines it. Throws base::NotFound where it opens nothing,
  /// access::Refused where it was meant for another address, or whoever takes it made it.
  void take(const Visitor&, std::string_view secret);
  void decline(std::string_view secret);
  /// By a new person, who gets an account for the address. Throws the same, and base::Conflict where the
  /// address has one. No code opens one where the register sends mail: the address is not proved by it.
  PasswordSet take(std::string_view secret, const NewPerson&, const Origin&);

  /// Whether nobody would speak for a place without that account.
  bool is_last(const base::Uuid& account, const access::Grant&) const;
  /// Gives up a role of one's own. `sure` where the person was told that nobody is left; else false comes
  /// back for the last one, and nothing is done. The last administrator cannot.
  bool leave(const Visitor&, const access::Grant&, bool sure);

 private:
  store::Store& store_;
  const base::Clock& clock_;
  Accounts& accounts_;

  std::optional<store::RoleOffer> open_offer(store::Reader&, std::string_view secret) const;
  store::RoleOffer require_offer(store::Reader&, std::string_view secret) const;
};

}  // namespace entente::registry

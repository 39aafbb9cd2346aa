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
#include "outbound/hook.hpp"
#include "registry/accounts.hpp"
#include "registry/register.hpp"

/// Webhooks: addresses that are told of what is published. HookSender does the telling.
namespace entente::registry {

inline constexpr std::size_t kMostHooks = 32;      ///< of the register itself
inline constexpr std::size_t kMostHooksOfOne = 4;  ///< of an organisation
inline constexpr std::size_t kMostHooksOfOrganisations =
    256;                                            ///< of all of them: each is looked at all the time
inline constexpr std::size_t kHookTriesKept = 100;  ///< of each
inline constexpr std::int64_t kFormerSecretMs = 24 * 3'600'000LL;  ///< for which it still signs
/// For which a secret is shown again to whoever sends the same form: a button pressed twice, a page reloaded.
inline constexpr std::int64_t kSecretShownMs = 10 * 60'000LL;

/// A webhook as those who keep it see it: its secrets are empty.
struct HookView {
  store::Hook hook;
  std::string host;
  std::string owner;                  ///< the name of whoever made it; empty where the account is gone
  base::Text organisation;            ///< the name of that for which it is kept; empty where for none
  std::vector<std::string> topics;    ///< none: all
  std::string mark;                   ///< names the secret that signs, and gives nothing of it away
  std::int64_t last = 0;              ///< commit of the register
  std::vector<store::HookTry> tries;  ///< the newest first; in a list: the last one alone
};

/// How a webhook is wanted.
struct WantedHook {
  std::string url;
  std::vector<std::string> topics;  ///< none: all
};

enum class HookFormFault : std::uint8_t {
  url,   ///< none that may be registered
  known  ///< there is one to that address
};

struct MadeHook {
  std::optional<HookFormFault> fault;
  base::Uuid id;
  std::string secret;  ///< shown once
};

/// The use cases of those who keep webhooks: for the register, or, where an organisation is named, for that,
/// of whose records and partnerships alone they are told. Whoever acts is handed in; what the table of
/// permissions does not allow throws access::Refused, and a webhook that is not there base::NotFound.
class Hooks {
 public:
  Hooks(Register& reg, Accounts& accounts, outbound::HookRules rules)
      : reg_(reg), accounts_(accounts), rules_(std::move(rules)) {}

  /// Whether there are any: the register has a key to seal their secrets with.
  bool taken() const { return accounts_.key().has_value(); }

  /// Of one organisation; for the register, those of organisations too, behind its own. Throws
  /// base::NotFound where that organisation does not stand.
  std::vector<HookView> list(const access::Actor&, const base::Uuid& organisation = {}) const;
  HookView look(const access::Actor&, const base::Uuid& id) const;

  /// Tells of what is published from now on. Wanted again soon after under the same id, it is the same one.
  /// Throws base::Conflict where there are as many as there may be, and base::NotFound where that
  /// organisation does not stand.
  MadeHook make(const access::Actor&, const WantedHook&, std::optional<base::Uuid> id = {},
                const base::Uuid& organisation = {});
  std::optional<HookFormFault> change(const access::Actor&, const base::Uuid& id, const WantedHook&);
  void stop(const access::Actor&, const base::Uuid& id);
  /// Goes on where it stopped.
  void resume(const access::Actor&, const base::Uuid& id);
  /// Has it sent something that tells of nothing.
  void test(const access::Actor&, const base::Uuid& id);
  /// Has it told again of everything from a commit on. False where the register has no such commit.
  bool replay(const access::Actor&, const base::Uuid& id, std::int64_t from);
  /// Another secret in place of the one with that mark, which signs too for a day. Wanted again soon after,
  /// it is the same; later, or where another stands, nothing.
  std::optional<std::string> renew(const access::Actor&, const base::Uuid& id, std::string_view mark);
  void remove(const access::Actor&, const base::Uuid& id);

 private:
  Register& reg_;
  Accounts& accounts_;
  const outbound::HookRules rules_;

  const access::Key& key() const;
  outbound::HookRules rules_of(const base::Uuid& organisation) const;
  HookView view(store::Reader&, store::Hook, std::size_t tries) const;
  /// Changes one that stands, and puts on record that it was done.
  template <class Work>
  void with(const access::Actor&, const base::Uuid& id, std::string_view what, const Work&);
};

}  // namespace entente::registry

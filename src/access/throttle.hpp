// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.hpp"

/// How long whoever guesses has to wait. Counted is what comes from one network for one account, and what
/// comes from one network for any: never what comes for an account from anywhere, by which a stranger could
/// lock its owner out.
namespace entente::access {

struct Throttle {
  std::int64_t free;          ///< failures that cost nothing
  std::int64_t first_ms;      ///< the wait after the next one; each further one doubles it
  std::int64_t longest_ms;    ///< no wait is longer
  std::int64_t forgotten_ms;  ///< after so long without a failure the count begins anew
};

inline constexpr Throttle kForAccount{5, 30'000, 3'600'000, 86'400'000};
inline constexpr Throttle kForNetwork{50, 30'000, 3'600'000, 86'400'000};
/// Wishes that lead to mail: from one network, and for one address, whose owner is not to be flooded.
inline constexpr Throttle kForAsking{10, 60'000, 3'600'000, 86'400'000};
/// No wait is longer than a link for a new password opens.
inline constexpr Throttle kForAddress{3, 1'200'000, 7'200'000, 86'400'000};

/// When the next attempt is heard, after `failures` of which the last was at `last`.
base::Instant heard_again(const Throttle&, std::int64_t failures, base::Instant last);

/// The network a client's address stands for: an address of IPv4 as it is, of IPv6 its first 64 bits, which
/// is the least that one client is given. A port behind it does not count. All that is no address is one
/// network, "".
std::string network_of(std::string_view address);

}  // namespace entente::access

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "registry/registering.hpp"

namespace entente::registry {

/// What an officer should look at twice in a draft. None of it keeps it from being published.
enum class Oddity : std::uint8_t {
  end_before_start,
  far_from_now,      ///< begins more than 30 years ago or 10 years ahead
  ended,             ///< its end has passed, and its status says that it goes on or is to come
  one_party,         ///< a partnership has several
  party_twice,       ///< one organisation in one role
  writer_no_party,   ///< it was begun for none of its parties
  unknown_party,     ///< an organisation that the register does not hold yet
  title_as_purpose,  ///< the purpose says no more than the title
  address_in_title,  ///< of a page
  personal_data,     ///< what looks like an address for mail stands in a public text
  hidden_direction,  ///< characters that turn the direction of what follows
  host_left          ///< a change takes out a country whose government has answered
};
std::string_view name_of(Oddity);  ///< as the enumerator

/// In the order above, each once. Of a change to what is published, parties are not looked at: they do not
/// change by it.
std::vector<Oddity> oddities(const Draft&, base::Instant now);

}  // namespace entente::registry

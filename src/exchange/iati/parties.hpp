// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "exchange/format.hpp"
#include "exchange/iati/element.hpp"

namespace entente::exchange::iati {

/// A name as it is compared: NFKC, case folded, white space as single blanks.
std::string folded_name(std::string_view name);

/// A body in its publisher's words: its name, or else its reference. The element is taken.
std::string named_body(const Element&);

/// What makes an organisation the same one elsewhere: its identifier in IATI, else its first name.
std::string key_of(const model::Organisation&);

/// The organisations an activity names, each once however often it is named.
class Parties {
 public:
  explicit Parties(Bundle& bundle) : bundle_(bundle) {}

  /// The place in Bundle::organisations of the body that a reporting-org, participating-org, provider-org
  /// or receiver-org names; -1 where it names none. A later mention adds what the first left out.
  int place_of(const Element&);

  void reporting_org(const Element&);
  void participating_org(const Element&);
  /// The reporting organisation leads where the activity gives it no other part.
  void finish(Reading&);

  int reporter() const { return reporter_; }
  const std::string& key(int organisation) const {
    return bundle_.organisations[static_cast<std::size_t>(organisation)].key;
  }

 private:
  /// The new part; null where the file has named it already.
  model::Participation* participate(int organisation, std::string_view role, std::string_view element,
                                    const Reading&);
  bool takes_part(int organisation) const;

  Bundle& bundle_;
  std::unordered_map<std::string, int> places_;
  std::vector<bool> only_reference_;           ///< the name is the reference, for want of a better
  std::unordered_set<std::string> origins_;    ///< of participations
  std::unordered_set<std::string> partaking_;  ///< keys of organisations with a part
  int reporter_ = -1;
  bool secondary_ = false;  ///< the reporter reports on others' work
};

}  // namespace entente::exchange::iati

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "exchange/format.hpp"
#include "exchange/iati/parties.hpp"

namespace entente::exchange::iati {

/// Transactions: promises become commitments, what flowed becomes deliveries.
class Transactions {
 public:
  Transactions(Bundle& bundle, Parties& parties) : bundle_(bundle), parties_(parties) {}
  void transaction(const Element&);

 private:
  /// A name that stays when transactions are put in another order: its reference, or the hash of what it
  /// says, and the how-manieth of that name it is.
  std::string origin_of(const std::string& reference, const std::string& content);

  Bundle& bundle_;
  Parties& parties_;
  std::unordered_map<std::string, int> seen_;
};

}  // namespace entente::exchange::iati

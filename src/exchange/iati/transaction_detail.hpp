// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exchange/iati/classifications.hpp"
#include "exchange/iati/element.hpp"
#include "exchange/iati/xml_text.hpp"
#include "model/record.hpp"

/// What a transaction says beside who gives whom how much and when: its own sectors, places, types and
/// channel, and the activities of those who give and receive.
namespace entente::exchange::iati {

struct TransactionDetail {
  explicit TransactionDetail(const Element& transaction);

  /// A child of the transaction; what is none of this is left alone.
  void read(const Element& child);
  template <class Record>
  void give(Record& to) {
    to.giver_activity = std::move(giver_activity);
    to.receiver_activity = std::move(receiver_activity);
    to.classifications = std::move(classifications);
    to.places = std::move(places);
  }

  std::string giver_activity, receiver_activity;
  Classifications classifications;
  std::vector<model::Place> places;
};

/// All elements behind receiver-org, in the schema's order.
void write_transaction_detail(const Classifications&, const std::vector<model::Place>&, XmlText&);

}  // namespace entente::exchange::iati

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "model/published_values.hpp"
#include "model/values.hpp"

/// What parties promise each other, what they give, and who bears witness to it. A promise and what was given
/// for it are two records: no sum ever holds both.
namespace entente::model {

/// So much of something that is not money: "2400" + "doses".
struct Quantity {
  base::Decimal amount;
  std::string unit;
  bool operator==(const Quantity&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("amount", self.amount, Rule{.about = "how many"});
    v("unit", self.unit, Rule{.about = "of what: doses, days, places …", .max = 200});
  }
};

/// A lower price for a product, in some countries. How much of it is the promise's quantity.
struct PriceReduction {
  base::Text product;
  std::string unit;  ///< what the prices are for: a dose, a litre, a year's licence
  std::optional<base::Money> reference, offered;
  std::vector<std::string> countries;
  bool operator==(const PriceReduction&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("product", self.product, Rule{.about = "what is sold for less", .max = 2'000});
    v("unit", self.unit, Rule{.about = "what the prices are for", .max = 200});
    v("reference", self.reference, Rule{.about = "the price without it"});
    v("offered", self.offered, Rule{.about = "the price with it"});
    v("countries", self.countries,
      Rule{.about = "ISO 3166-1 alpha-2 codes of the countries that may buy at it", .max = 2, .items = 300});
  }
};

/// What shows that something was given: a page elsewhere, or a file that the register keeps by its hash.
struct Evidence {
  std::string kind = "other";
  base::Text title;
  std::string url;                     ///< of a page elsewhere
  std::string file, name, media_type;  ///< of a kept file
  bool operator==(const Evidence&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind,
      Rule{
          .about = "what it is: an agreement, a receipt …", .required = true, .vocabulary = "evidence_kind"});
    v("title", self.title, Rule{.about = "title", .max = 2'000});
    v("url", self.url, Rule{.about = "address of a page elsewhere", .max = 4'000});
    v("file", self.file, Rule{.about = "SHA-256 (hex) of a file that is kept", .max = 64});
    v("name", self.name, Rule{.about = "name of that file", .max = 200});
    v("media_type", self.media_type, Rule{.about = "media type of that file, by its content", .max = 100});
  }
};

/// A promise: a giver, a receiver, a kind, a value, a date.
struct Commitment {
  static constexpr std::string_view kType = "commitment";
  base::Uuid partnership;
  PartyRef giver, receiver;
  std::string kind = "finance";
  base::Text description;
  std::optional<base::Money> value;
  std::optional<Quantity> quantity;
  std::optional<PriceReduction> price_reduction;
  base::Text conditions, matching;
  std::optional<base::PartialDate> date, due;
  std::string reference;  ///< the giver's own reference
  std::string giver_activity, receiver_activity;
  std::vector<Classification> classifications;
  std::vector<Place> places;
  base::Text withdrawn;
  std::string origin;
  std::vector<Source> sources;
  bool operator==(const Commitment&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("giver", self.giver, Rule{.about = "who promises"});
    v("receiver", self.receiver, Rule{.about = "to whom"});
    v("kind", self.kind,
      Rule{.about = "what is promised", .required = true, .vocabulary = "contribution_kind"});
    v("description", self.description, Rule{.about = "in words", .max = kLongText});
    v("value", self.value, Rule{.about = "its value"});
    v("quantity", self.quantity, Rule{.about = "how much of what is not money", .column = false});
    v("price_reduction", self.price_reduction,
      Rule{.about = "of a lower price: for what, and where", .column = false});
    v("conditions", self.conditions, Rule{.about = "on which conditions", .max = 20'000});
    v("matching", self.matching, Rule{.about = "what it matches, or is to be matched by", .max = 20'000});
    v("date", self.date, Rule{.about = "day it was promised"});
    v("due", self.due, Rule{.about = "day by which it is due"});
    v("reference", self.reference, Rule{.about = "the giver's own reference", .max = 1'000});
    v("giver_activity", self.giver_activity,
      Rule{.about = "identifier of the activity it comes from", .max = 500, .column = false});
    v("receiver_activity", self.receiver_activity,
      Rule{.about = "identifier of the activity it goes to", .max = 500, .column = false});
    v("classifications", self.classifications,
      Rule{.about = "how it is classified: sectors, flow, channel …", .items = 1'000, .column = false});
    v("places", self.places, Rule{.about = "where it is for", .items = 1'000, .column = false});
    v("withdrawn", self.withdrawn,
      Rule{.about = "why it was withdrawn, where it was", .max = 20'000, .column = false});
    v("origin", self.origin, Rule{.about = "its place in the source", .max = 4'000, .column = false});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
  }
};

/// What was given. `commitment` is empty where the source does not say against which promise.
struct Delivery {
  static constexpr std::string_view kType = "delivery";
  base::Uuid partnership;
  std::optional<base::Uuid> commitment;
  PartyRef giver, receiver;
  std::string kind = "disbursement";
  base::Text description;
  std::optional<base::Money> value;
  std::optional<Quantity> quantity;
  std::optional<base::PartialDate> date;
  std::string reference, origin;
  std::string giver_activity, receiver_activity;
  std::vector<Classification> classifications;
  std::vector<Place> places;
  std::vector<Evidence> evidence;
  base::Text withdrawn;
  std::vector<Source> sources;
  bool operator==(const Delivery&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("commitment", self.commitment, Rule{.about = "the promise it keeps"});
    v("giver", self.giver, Rule{.about = "who gave"});
    v("receiver", self.receiver, Rule{.about = "to whom"});
    v("kind", self.kind, Rule{.about = "what it was", .required = true, .vocabulary = "delivery_kind"});
    v("description", self.description, Rule{.about = "in words", .max = kLongText});
    v("value", self.value, Rule{.about = "its value"});
    v("quantity", self.quantity, Rule{.about = "how much of what is not money", .column = false});
    v("date", self.date, Rule{.about = "day it was given"});
    v("reference", self.reference, Rule{.about = "the giver's own reference", .max = 1'000});
    v("giver_activity", self.giver_activity,
      Rule{.about = "identifier of the activity it comes from", .max = 500, .column = false});
    v("receiver_activity", self.receiver_activity,
      Rule{.about = "identifier of the activity it goes to", .max = 500, .column = false});
    v("classifications", self.classifications,
      Rule{.about = "how it is classified: sectors, flow, channel …", .items = 1'000, .column = false});
    v("places", self.places, Rule{.about = "where it is for", .items = 1'000, .column = false});
    v("evidence", self.evidence, Rule{.about = "what the giver shows for it", .items = 20, .column = false});
    v("withdrawn", self.withdrawn,
      Rule{.about = "why it was withdrawn, where it was", .max = 20'000, .column = false});
    v("origin", self.origin, Rule{.about = "its place in the source", .max = 4'000, .column = false});
    v("sources", self.sources, Rule{.about = "who says so, and where", .items = 1'000, .column = false});
  }
};

/// Whether a delivery of that kind is money or goods given on. Money that came in is not, and neither are
/// interest, repayments, equity and guarantees: no sum of what was delivered holds them.
bool is_given(std::string_view delivery_kind);

/// Another's word on a delivery: the receiver's, the host government's, a beneficiary's, or that of whoever
/// verified it. It names the hash of the delivery it speaks of: a change of the delivery reopens it.
struct Attestation {
  static constexpr std::string_view kType = "attestation";
  base::Uuid partnership, delivery;
  std::optional<base::Uuid> organisation;  ///< the receiver or the beneficiary that speaks
  std::string country;                     ///< the government that speaks
  std::string level = "partner_countersigned";
  std::string state = "confirmed";
  std::string delivery_hash;
  std::string by;
  std::string at;  ///< RFC 3339
  base::Text remark;
  std::vector<Evidence> evidence;
  bool operator==(const Attestation&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("delivery", self.delivery, Rule{.about = "the delivery it speaks of", .required = true});
    v("organisation", self.organisation, Rule{.about = "the receiver or beneficiary, where it is its word"});
    v("country", self.country, Rule{.about = "the country, where it is its government's word", .max = 2});
    v("level", self.level,
      Rule{.about = "what the delivery is attested by where it is confirmed",
           .required = true,
           .vocabulary = "attestation_level"});
    v("state", self.state,
      Rule{.about = "confirmed or disputed", .required = true, .vocabulary = "attestation_state"});
    v("delivery_hash", self.delivery_hash, Rule{.about = "SHA-256 of the delivery's body", .max = 64});
    v("by", self.by,
      Rule{.about = "who verified or evaluated it, or that it was an invited party", .max = 500});
    v("at", self.at, Rule{.about = "when", .max = 30});
    v("remark", self.remark, Rule{.about = "remark", .max = 20'000});
    v("evidence", self.evidence, Rule{.about = "where that can be read", .items = 20, .column = false});
  }
};

}  // namespace entente::model

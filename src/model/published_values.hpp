// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "model/rule.hpp"

/// Small values that publishers of aid give of a partnership beside what its parties agree: how it is
/// classified, whom to ask, what is to be paid when, and on which conditions.
namespace entente::model {

/// One way in which a partnership is classified, by a list of codes. `kind` says by which: a default of its
/// flows, a policy marker, an emergency it answers, an item of a country's budget …
struct Classification {
  std::string kind;
  std::string vocabulary;  ///< as published; "" where it is the usual one of its kind
  std::string code;        ///< in that vocabulary; "" where the kind says all
  std::string weight;      ///< how far it is an aim, of policy markers: the code of the standard; 0 is "not"
  std::optional<base::Decimal> percentage;
  std::string uri;  ///< of a vocabulary that is its publisher's own
  base::Text name;  ///< in the publisher's words
  bool operator==(const Classification&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind,
      Rule{.about = "by what it is classified", .required = true, .vocabulary = "classification_kind"});
    v("vocabulary", self.vocabulary,
      Rule{.about = "of the code, as published; empty for the usual one of its kind", .max = 500});
    v("code", self.code, Rule{.about = "code in that vocabulary", .max = 1'000});
    v("weight", self.weight,
      Rule{.about = "of a policy marker: how far it is an aim; 0 where it is told not to be one",
           .max = 200});
    v("percentage", self.percentage, Rule{.about = "share of the whole, 0 to 100"});
    v("uri", self.uri, Rule{.about = "where the vocabulary is told, where it is a publisher's own"});
    v("name", self.name, Rule{.about = "in the publisher's words", .max = 20'000});
  }
};

struct PostalAddress {
  base::Text text;
  bool operator==(const PostalAddress&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("text", self.text, Rule{.about = "as written on a letter", .max = 20'000});
  }
};

/// Whom to ask, as its publisher has made public.
struct Contact {
  std::string kind;
  base::Text organisation, department, person, job;
  std::string telephone, email, website;
  base::Text address;
  std::vector<std::string> further_telephones, further_emails, further_websites;
  std::vector<PostalAddress> further_addresses;
  std::string salt;    ///< 128 random bits, in hex: who holds its hash alone cannot guess what it says
  std::string erased;  ///< hex; not empty: nothing else is left of it
  bool operator==(const Contact&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "about what", .vocabulary = "contact_kind"});
    v("organisation", self.organisation, Rule{.about = "the body", .max = 20'000});
    v("department", self.department, Rule{.about = "its department", .max = 20'000});
    v("person", self.person, Rule{.about = "name of a person", .max = 20'000});
    v("job", self.job, Rule{.about = "what that person is there", .max = 20'000});
    v("telephone", self.telephone, Rule{.about = "telephone number"});
    v("email", self.email, Rule{.about = "address for mail"});
    v("website", self.website, Rule{.about = "web address", .max = 4'000});
    v("address", self.address, Rule{.about = "postal address", .max = 20'000});
    v("further_telephones", self.further_telephones, Rule{.about = "more telephone numbers", .items = 100});
    v("further_emails", self.further_emails, Rule{.about = "more addresses for mail", .items = 100});
    v("further_websites", self.further_websites,
      Rule{.about = "more web addresses", .max = 4'000, .items = 100});
    v("further_addresses", self.further_addresses, Rule{.about = "more postal addresses", .items = 100});
    v("salt", self.salt, Rule{.about = "random digits, so that its hash tells nothing of it", .max = 64});
    v("erased", self.erased,
      Rule{.about = "SHA-256 of the contact that stood here, of which nothing else is left", .max = 64});
  }
};

/// An amount that is planned to be paid in a period (IATI planned-disbursement).
struct PlannedPayment {
  std::string kind;  ///< "original" or "revised", as of a Budget
  std::optional<base::PartialDate> start, end;
  base::Money value;
  std::string giver, receiver;  ///< names as given
  std::string giver_activity, receiver_activity;
  bool operator==(const PlannedPayment&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "original or revised", .max = 20});
    v("start", self.start, Rule{.about = "first day"});
    v("end", self.end, Rule{.about = "last day"});
    v("value", self.value, Rule{.about = "the amount"});
    v("giver", self.giver, Rule{.about = "who is to pay, as given", .max = 2'000});
    v("receiver", self.receiver, Rule{.about = "to whom, as given", .max = 2'000});
    v("giver_activity", self.giver_activity,
      Rule{.about = "identifier of the activity it is to come from", .max = 500});
    v("receiver_activity", self.receiver_activity,
      Rule{.about = "identifier of the activity it is to go to", .max = 500});
  }
};

/// On which condition the giver gives. The kind "none" says that there is none.
struct Condition {
  std::string kind;
  base::Text text;
  bool operator==(const Condition&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("kind", self.kind, Rule{.about = "of what it is a condition", .vocabulary = "condition_kind"});
    v("text", self.text, Rule{.about = "in words", .max = kLongText});
  }
};

/// What its publisher says of a field of the partnership in words: of a date, how it is known.
struct Note {
  std::string about;
  base::Text text;
  bool operator==(const Note&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("about", self.about, Rule{.about = "name of the field it speaks of", .required = true, .max = 60});
    v("text", self.text, Rule{.about = "in words", .max = kLongText});
  }
};

}  // namespace entente::model

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// How a register reviews what people register, as its operator set it.
struct ReviewRules {
  bool four_eyes = true;               ///< whoever wrote a draft or handed it in does not publish it
  bool trust_representatives = false;  ///< they publish what they register for their organisation
};

enum class DraftState : std::uint8_t { open, handed_in, returned };
std::string_view name_of(DraftState);  ///< "open", "handed_in", "returned"

/// What was said and done about a draft, in the order it was.
struct DraftStep {
  std::string what;  ///< "begun", "handed_in", "taken_back", "returned" or "commented"
  std::string text;
  base::Uuid account;
  base::Instant at;
  std::string name = {};  ///< of the account's person as it is now; empty where it is closed
};

/// A party as a draft names it.
struct DraftPart {
  Held<model::Participation> part;
  OrganisationLine organisation;
  bool is_new = false;  ///< the register does not hold that organisation yet
};

/// One of somebody's drafts, or of those that wait for review.
struct DraftLine {
  base::Uuid id;
  base::Text title;
  DraftState state = DraftState::open;
  base::Uuid organisation;  ///< for which it was begun; nil where for none
  bool of_change = false;   ///< to a partnership that is published
  base::Instant since;      ///< it stands so
  std::string begun_by;     ///< name of the person
  std::size_t odd = 0;      ///< how much of it an officer should look at twice, where that was counted
};

struct Draft {
  Held<model::Partnership> partnership;
  std::vector<DraftPart> parts;                ///< in the order in which they were named
  std::optional<Held<model::Result>> measure;  ///< what will be counted, where that was said
  DraftState state = DraftState::open;
  base::Uuid owner, organisation;
  std::optional<base::Uuid> of;  ///< the partnership that it changes
  std::vector<std::string>
      hosts_left;  ///< countries that the change takes out, whose government has answered
  std::vector<DraftStep> steps;
  std::int64_t seen = 0;  ///< the last commit that touched it: what an action says it has looked at
  bool may_write = false, may_review = false;
  bool may_publish = false;  ///< without review
};

/// A party to be named: an organisation of the register, or a new one with a name.
struct NamedParty {
  std::optional<base::Uuid> organisation;
  model::Organisation new_one;
  std::string role;
  std::vector<std::string> contributes = {};
};

/// How a partnership comes into the register: somebody who has signed in writes a draft, which its writers
/// and the register's office see and nobody else, and hands it in. Writers are whoever began it and, where it
/// is for an organisation, those who represent or write for that one. Whoever acts is handed in; what the
/// table of permissions does not allow throws access::Refused. A version or `seen` that has passed is
/// base::Conflict, and so is writing into what has been handed in.
class Registering {
 public:
  explicit Registering(Register& reg, const ReviewRules& rules = {}) : reg_(reg), rules_(rules) {}

  // Reading -----------------------------------------------------------------------------------
  /// Those that one may write, the newest first.
  std::vector<DraftLine> own(const access::Actor&) const;
  /// Nothing where no such draft stands that one may read.
  std::optional<Draft> draft(const access::Actor&, const base::Uuid& id) const;
  /// As its page will be.
  std::optional<PartnershipView> preview(const access::Actor&, const base::Uuid& id) const;

  // Writing -----------------------------------------------------------------------------------
  /// `organisation` nil: for oneself. One that was begun with the same words and says no more is the one, as
  /// after a second click; so it is with a change, and with a party of the same role. base::Conflict where
  /// somebody has as many drafts as one may.
  base::Uuid begin(const access::Actor&, const base::Text& title, const base::Uuid& organisation);
  /// A change to a partnership, for one of its parties that has confirmed its part. It may name parties that
  /// join; parts that there are, are their parties' own, and change by no draft. base::Conflict where a file
  /// is the authority on it.
  base::Uuid propose(const access::Actor&, const base::Uuid& partnership, const base::Uuid& organisation);
  /// The partnership's own fields. Throws base::BadInput naming the field that breaks a rule of form.
  /// `measure`: what will be counted, of which the reports ask once it is published; one without indicators
  /// is none, and null leaves it as it is. What is published is not measured anew by a change to it.
  void save(const access::Actor&, const base::Uuid& id, std::int64_t version, const model::Partnership&,
            const model::Result* measure = nullptr);
  /// Returns the part's id. base::Conflict where a change names whoever is a party in that role already: one
  /// that has declined or left may be named again.
  base::Uuid add_party(const access::Actor&, const base::Uuid& id, const NamedParty&);
  /// Of `part` count the role, the contributions and the texts.
  void save_part(const access::Actor&, const base::Uuid& id, const base::Uuid& part, std::int64_t version,
                 const model::Participation&);
  void remove_part(const access::Actor&, const base::Uuid& id, const base::Uuid& part, std::int64_t version);
  void discard(const access::Actor&, const base::Uuid& id, std::int64_t seen);
  /// Needs a title, a purpose and a party: else base::BadInput.
  void hand_in(const access::Actor&, const base::Uuid& id, std::int64_t seen);
  void take_back(const access::Actor&, const base::Uuid& id, std::int64_t seen);
  /// A word in the thread that its writers and the office read.
  void comment(const access::Actor&, const base::Uuid& id, std::string_view text);
  /// For representatives whom the register trusts, and nothing that changes what is published. Returns the id
  /// of what is published.
  base::Uuid publish(const access::Actor&, const base::Uuid& id, std::int64_t seen);

 private:
  Register& reg_;
  ReviewRules rules_;
};

}  // namespace entente::registry

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

/// What host governments say of partnerships on their soil (62/211, ¶4): aligned, endorsed, or objects, with
/// the plan, law or guidance cited; else they are silent. Their focal points say it, and nobody else.
namespace entente::registry {

/// The countries that a partnership names as places of its work, by code.
std::vector<std::string> host_countries(const model::Partnership&);

/// These with what each says, from the heads that hang on the partnership; and governments that have answered
/// where their country is named no longer. Objections come first, then other answers, then the silent.
std::vector<HostWord> host_words(const model::Partnership&, const std::vector<store::Revision>& hanging);
/// The countries whose government has answered, by code; and those whose government objects.
std::vector<std::string> answering_among(const std::vector<store::Revision>& hanging);
std::vector<std::string> objecting_among(const std::vector<store::Revision>& hanging);
std::vector<std::string> objecting_among(const std::vector<HostWord>&);

/// What a focal point is asked about one partnership.
struct HostQuestion {
  Held<model::Partnership> partnership;
  std::optional<Held<model::HostAnswer>> standing;
  std::int64_t seen = 0;  ///< the version of the answer, one that was taken back counted; 0: there was none
  bool named = true;      ///< false: there is an answer to take back, and the country is named no longer
  std::vector<std::pair<base::Uuid, base::Text>> bases;  ///< plans and guidance that its desk publishes
  bool own = false;  ///< the actor speaks for one of its parties: another focal point answers
};
/// Nothing where the partnership does not stand, or neither works there nor was answered. Throws
/// access::Refused where somebody may not keep that country's desk.
std::optional<HostQuestion> host_question(const Register&, const access::Actor&, std::string_view country,
                                          const base::Uuid& partnership);

/// One partnership on a government's soil, for its desk.
struct SoilLine {
  base::Uuid partnership;
  base::Text title;
  std::string answer;    ///< "" where it is silent
  bool changed = false;  ///< the partnership has changed since that was said
  bool named = true;     ///< false: it names the country no longer; the answer stands until it is taken back
};
struct Soil {
  /// A page of those asked for; changed last comes first, and those that name the country no longer last.
  std::vector<SoilLine> rows;
  std::size_t silent = 0, answered = 0;
  std::size_t left = 0;  ///< among those answered: that name the country no longer
};
/// The partnerships that it has not answered, or those that it has.
Soil soil_of(const Register&, const access::Actor&, std::string_view country, bool answered,
             std::size_t offset, std::size_t limit);
/// How many partnerships on its soil a government has not answered.
std::size_t silent_count(const Register&, const access::Actor&, std::string_view country);

/// Which versions a form was made from: another focal point may have answered since.
struct AnsweredFrom {
  std::int64_t partnership = 0, answer = 0;
};
/// Of `said` count the answer, what is cited, the basis and the remark. base::Conflict where other versions
/// stand. What was said already is not said again. Those who represent the parties are told. Throws
/// base::BadInput naming the field that breaks a rule of form, base::NotFound where the partnership does not
/// work there, access::Refused where the actor speaks for one of its parties, or was invited to: nobody says
/// in a government's name what they think of their own.
store::Committed answer_as_host(Register&, const access::Actor&, std::string_view country,
                                const base::Uuid& partnership, const AnsweredFrom&,
                                const model::HostAnswer& said);
/// The government is silent again; what it said stays in the record's earlier versions. base::NotFound where
/// nothing stands, base::Conflict where another version does, access::Refused as above.
store::Committed withdraw_host_answer(Register&, const access::Actor&, std::string_view country,
                                      const base::Uuid& partnership, std::int64_t seen);

}  // namespace entente::registry

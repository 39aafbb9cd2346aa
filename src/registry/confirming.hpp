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
#include "registry/register.hpp"

namespace entente::registry {

/// What a party says of its part as it stands.
enum class Word : std::uint8_t { confirm, decline, leave };
std::optional<Word> word_of(std::string_view name);  ///< "confirm", "decline", "leave"

/// Who spoke, as Confirmation.by has it; where it says nothing, a representative did.
inline constexpr std::string_view kByRepresentative = "representative";
inline constexpr std::string_view kByInvitedParty = "invited party";

/// The part that an organisation has in a partnership, and its own word on it.
struct OwnPart {
  Held<model::Participation> part;
  base::Text partnership;  ///< the title
  std::string state;       ///< as in Party
  std::optional<Held<model::Confirmation>> said;
  bool from_file = false;   ///< its publisher keeps a file that writes the partnership
  bool may_answer = false;  ///< else what is written is for a representative to confirm
  std::optional<Held<model::Participation>> prepared = {};  ///< a correction that waits for one
  std::int64_t prepared_from = 0;                           ///< the version of the part that it was made from
};

struct OwnParts {
  std::vector<OwnPart> rows;  ///< those that wait for the party's word come first, then the newest
  std::size_t total = 0, waiting = 0;
};

/// How a party speaks: it belongs to a partnership once it has confirmed its part (62/211, ¶2), and it alone
/// speaks for that part. Whoever acts is handed in; what the table of permissions does not allow throws
/// access::Refused.
class Confirming {
 public:
  explicit Confirming(Register& reg) : reg_(reg) {}

  // Reading -----------------------------------------------------------------------------------
  OwnParts parts(const access::Actor&, const base::Uuid& organisation, std::size_t offset,
                 std::size_t limit) const;
  /// As everybody may read it; nothing where no such part stands.
  std::optional<OwnPart> published_part(const base::Uuid& id) const;
  /// As whoever answers for it, or prepares that, sees it.
  std::optional<OwnPart> part(const access::Actor&, const base::Uuid& id) const;

  // Speaking ----------------------------------------------------------------------------------
  // All of them speak of the part as it stood in `version`: where another stands, base::Conflict. What was
  // said already, and of this part, is not said again; neither is what was asked under this name before
  // (access::Actor::request). Throws base::NotFound where no such part stands.
  /// A part that was confirmed is not declined but left, and no other is left: else base::Conflict.
  /// Whoever was invited says nothing any more once a representative has answered: base::Conflict.
  /// Declining and leaving need a remark, which says why: else base::BadInput.
  store::Committed say(const access::Actor&, const base::Uuid& id, std::int64_t version, Word,
                       const base::Text& remark);
  /// Says what the part is, and confirms that. Of `now` count the role, the contributions and the texts; what
  /// it is a part of stays, and who wrote it is the party from now on: files that name it change it no more.
  /// Throws base::BadInput naming the field that breaks a rule of form. What was prepared is ended by it,
  /// where whoever corrects sees that; with `prepared`, only where it is the version that was seen (0 for
  /// none), else base::Conflict.
  store::Committed correct(const access::Actor&, const base::Uuid& id, std::int64_t version,
                           const model::Participation& now, const base::Text& remark,
                           std::optional<std::int64_t> prepared = {});
  /// Writes a correction down for whoever may answer: only they and whoever holds a role in the organisation
  /// see it, and whoever prepared it; it changes nothing. It takes the place of the one that was seen
  /// (`prepared`, 0 for none): where another stands, base::Conflict.
  void prepare(const access::Actor&, const base::Uuid& id, std::int64_t version,
               const model::Participation& now, std::int64_t prepared);
  /// Throws access::Refused where somebody may not see it, base::Conflict where another stands.
  void discard_prepared(const access::Actor&, const base::Uuid& id, std::int64_t prepared);

 private:
  Register& reg_;
};

/// A part that waits for its party's word.
struct WaitingPart {
  base::Uuid id;
  std::int64_t since = 0;  ///< the commit that made it wait: the part's own, or that which asked
  bool answered_before = false;
};
std::vector<WaitingPart> waiting_parts(const Register&, const base::Uuid& organisation);

/// Whether a part of an organisation waits for its word.
bool has_part_waiting(Register&, const base::Uuid& organisation);

}  // namespace entente::registry

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "registry/accounts.hpp"

/// What a person is told in their own place: a feed in the store, with a mark of what has not been looked at,
/// and digests of it by mail.
namespace entente::registry {

/// What notices are of, and what `about` holds.
inline constexpr std::string_view kNoticeRoleGiven = "role given";          ///< access::text_of(Grant)
inline constexpr std::string_view kNoticeRoleWithdrawn = "role withdrawn";  ///< the same
inline constexpr std::string_view kNoticeRoleMoved = "role moved";          ///< the same, where it is now
inline constexpr std::string_view kNoticeClaimEnded = "claim ended";        ///< the same: what was claimed
inline constexpr std::string_view kNoticeClaimAccepted = "claim accepted";  ///< the claim's id
inline constexpr std::string_view kNoticeClaimRefused = "claim refused";    ///< the same
inline constexpr std::string_view kNoticeClaimAsked = "claim asked";        ///< the same: an answer is wanted
inline constexpr std::string_view kNoticeConcernRaised = "concern raised";  ///< the concern's number
inline constexpr std::string_view kNoticeConcern = "concern";               ///< the same: a reply is wanted
inline constexpr std::string_view kNoticeConcernReply = "concern reply";    ///< the same: one was given
/// Of due diligence, each about the assessment's number: one was requested, and waits for whoever assesses.
inline constexpr std::string_view kNoticeDiligenceRequested = "diligence requested";
inline constexpr std::string_view kNoticeDiligenceAssigned = "diligence assigned";  ///< to whom it is told
inline constexpr std::string_view kNoticeDiligenceHanded = "diligence handed";      ///< waits to be decided
inline constexpr std::string_view kNoticeDiligenceBack = "diligence handed back";
inline constexpr std::string_view kNoticeDiligenceDecided = "diligence decided";
inline constexpr std::string_view kNoticeDiligenceStopped = "diligence stopped";
inline constexpr std::string_view kNoticeDiligenceShown =
    "diligence shown";  ///< to the organisation: something is new
inline constexpr std::string_view kNoticeDiligenceAnswered = "diligence answered";  ///< by it
inline constexpr std::string_view kNoticeDiligenceEnds = "diligence ends";          ///< soon, or it has
inline constexpr std::string_view kNoticeHookFailed = "webhook failed";             ///< the webhook's id
inline constexpr std::string_view kNoticeHookLeft = "webhook left";  ///< the same: by whoever made it
inline constexpr std::string_view kNoticeGuidance = "guidance";      ///< the guidance's id
/// A host government has answered, or taken its answer back: "PARTNERSHIP COUNTRY".
inline constexpr std::string_view kNoticeHostAnswer = "host answer";
inline constexpr std::string_view kNoticeDraftReturned = "draft returned";    ///< the draft's id
inline constexpr std::string_view kNoticeDraftCommented = "draft commented";  ///< the same
inline constexpr std::string_view kNoticeDraftPublished = "draft published";  ///< the partnership's id

inline constexpr std::string_view kNoticePartNamed = "part named";  ///< the organisation whose word is due
inline constexpr std::string_view kNoticePartChanged = "part changed";    ///< the same, where it had answered
inline constexpr std::string_view kNoticePartPrepared = "part prepared";  ///< the same, by a contributor

/// About "PARTNERSHIP DAY STAGE": what registry::Reminder writes.
inline constexpr std::string_view kNoticeReportDue = "report due";
inline constexpr std::string_view kNoticeReportReturned = "report returned";    ///< the report's id
inline constexpr std::string_view kNoticeReportPublished = "report published";  ///< the same
inline constexpr std::string_view kNoticeAppealDecided = "appeal decided";      ///< the partnership's id

inline constexpr std::string_view kNoticeReportWithdrawn = "report withdrawn";  ///< the report's id
inline constexpr std::string_view kNoticeReportDiscarded = "report discarded";  ///< the same: by a merge

inline constexpr std::string_view kNoticeDeliveriesWait = "deliveries wait";  ///< the receiver's part
inline constexpr std::string_view kNoticeDeliveryWaits =
    "delivery waits";  ///< the delivery's id: its receiver has no part
inline constexpr std::string_view kNoticeDeliveryChanged =
    "delivery changed";  ///< the same: after one's word
inline constexpr std::string_view kNoticeDeliveryWithdrawn = "delivery withdrawn";    ///< the same
inline constexpr std::string_view kNoticeAgreementWaits = "agreement waits";          ///< the agreement's id
inline constexpr std::string_view kNoticeAgreementSigned = "agreement signed";        ///< the same: by all
inline constexpr std::string_view kNoticeAgreementWithdrawn = "agreement withdrawn";  ///< the same
inline constexpr std::string_view kNoticeHitsWait = "hits wait";              ///< nothing: they wait together
inline constexpr std::string_view kNoticeHitSame = "hit same";                ///< the hit's id
inline constexpr std::string_view kNoticeHitChanged = "hit changed";          ///< the same
inline constexpr std::string_view kNoticePromiseOverdue = "promise overdue";  ///< the giver's part

/// Puts a notice into somebody's feed; of the feed the newest few hundred are kept.
void notify(store::AccountWriter&, const base::Clock&, const base::Uuid& account, std::string_view kind,
            std::string_view about);

/// The same in place of the unread one of that kind and about the same, where there is one.
void notify_anew(store::AccountWriter&, const base::Clock&, const base::Uuid& account, std::string_view kind,
                 std::string_view about);

/// The same for several accounts, of which those that are gone are left out. Nobody is told of what they did
/// themselves.
void tell_all(store::UnitOfWork&, const base::Clock&, const access::Actor&, std::set<base::Uuid> accounts,
              std::string_view kind, std::string_view about);

/// How often a person wants the feed by mail. Empty: never.
inline constexpr std::string_view kDigestDaily = "daily", kDigestWeekly = "weekly";
bool is_digest(std::string_view every);

/// A mail that is to go out.
struct DigestMail {
  base::Uuid account;
  std::string to, language, subject, text;
  base::Instant until;  ///< what was noticed up to then is in it
};

/// A notice of one's own, in words.
struct NoticeLine {
  store::Notification notice;
  std::string text;
};

/// What stands at the secret address of somebody's feed.
struct NoticeFeedView {
  std::string name;  ///< of this address and no other; tells nothing of its secret
  base::Instant made;
  std::vector<NoticeLine> lines;
};

/// One's own feed, and the digests of everybody's. Whoever sends the mails asks for those that are due, and
/// puts each among what waits to be sent in the unit that says so: none goes out twice, or never.
class Notices {
 public:
  Notices(store::Store& store, const base::Clock& clock) : store_(store), clock_(clock) {}

  /// The newest first; throws access::Refused where nobody has signed in.
  std::vector<NoticeLine> own(const Visitor&, std::size_t limit, const base::Messages&) const;
  std::int64_t unread(const Visitor&) const;
  void mark_read(const Visitor&);
  /// When the address of one's feed was made (see Accounts::make_feed); nothing where there is none.
  std::optional<base::Instant> feed_made(const Visitor&) const;
  /// Nothing where no account that is open has that address.
  std::optional<NoticeFeedView> behind(std::string_view secret, std::size_t limit,
                                       const base::Messages&) const;
  std::string digest(const Visitor&) const;
  /// Throws base::BadInput for another word than those above.
  void set_digest(const Visitor&, std::string_view every);

  /// For accounts that are active, asked for it, and have unread notices that were in no mail; at most
  /// `limit`. `origin` is the register's address: "https://register.example".
  std::vector<DigestMail> due(const std::string& origin, const std::string& register_name,
                              std::size_t limit) const;
  /// False where it is not to go out any more: another process was faster, the person wants none by now, or
  /// the account is closed.
  bool sent(store::AccountWriter&, const DigestMail&) const;

 private:
  static std::vector<NoticeLine> lines_of(store::Reader&, const base::Uuid& account, std::size_t limit,
                                          const base::Messages&);

  store::Store& store_;
  const base::Clock& clock_;
};

/// A notice in a sentence, with the names of what it is about as they are now.
std::string notice_text(store::Reader&, const store::Notification&, const base::Messages&);

}  // namespace entente::registry

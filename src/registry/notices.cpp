// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/notices.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "model/vocabulary.hpp"
#include "outbound/hook.hpp"
#include "registry/account_words.hpp"
#include "registry/claims.hpp"
#include "registry/draft_note.hpp"
#include "registry/reading.hpp"
#include "registry/reminders.hpp"
#include "registry/role_words.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kKeptNotices = 300, kInOneMail = 50, kAccountsAtOnce = 500;
constexpr std::int64_t kDayMs = 24 * 3'600'000;

const base::Uuid& require_signed_in(const Visitor& visitor) {
  if (!visitor.account || !visitor.actor.account)
    throw access::Refused("notices", "are shown to their owner alone", "Sign in.");
  return visitor.account->id;
}

/// What was said last when a claim was decided, or something was asked back. Line breaks are for the claim's
/// own page.
std::string words_said(store::Reader& reader, const base::Uuid& claim, std::string_view what) {
  constexpr std::size_t kMostSaid = 600;
  std::string said;
  for (const auto& step : reader.claims().steps_of(claim))
    if (step.what == what) said = step.text;
  std::string text(base::clip_utf8(said, kMostSaid));
  std::ranges::replace(text, '\n', ' ');
  if (text.size() < said.size()) text += "…";
  return text;
}

/// A notice about a claim; "" where it is of something else, or the claim is gone.
std::string claim_words(store::Reader& reader, const store::Notification& notice,
                        const base::Messages& messages) {
  constexpr std::array<std::array<std::string_view, 3>, 3> kKinds{
      {{kNoticeClaimAccepted, kAccepted, "notice.claim_accepted"},
       {kNoticeClaimRefused, kRefused, "notice.claim_refused"},
       {kNoticeClaimAsked, kAsked, "notice.claim_asked"}}};
  const auto* kind =
      std::ranges::find(kKinds, notice.kind, [](const auto& row) -> std::string_view { return row[0]; });
  const auto id = base::Uuid::parse(notice.about);
  if (kind == kKinds.end() || !id) return {};
  const auto claim = reader.claims().claim(*id);
  const auto role = claim ? access::role_of(claim->role) : std::nullopt;
  if (!role) return {};
  const auto label = role_words(reader, {*role, claim->of}, messages);
  const auto said = words_said(reader, *id, (*kind)[1]);
  return messages.get((*kind)[2], {{"role", std::string_view(label)}, {"said", std::string_view(said)}});
}

/// A title within a sentence.
std::string title_line(std::string_view title) {
  constexpr std::size_t kMostTitle = 200;
  std::string line(base::clip_utf8(title, kMostTitle));
  std::ranges::replace(line, '\n', ' ');
  return line;
}

/// Whether whoever is told of a draft reads it still: it may have ended, or a role with it.
bool still_reads(store::Reader& reader, const base::Uuid& account, const base::Uuid& draft) {
  const auto standing = standing_draft(reader, draft);
  return standing &&
         may_write({account, grants_of(reader.accounts().roles_of(account)), true}, standing->note);
}

/// A notice about something one has written to be registered; "" where it is of something else.
std::string draft_words(store::Reader& reader, const store::Notification& notice,
                        const base::Messages& messages) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kKinds{
      {{kNoticeDraftReturned, "notice.draft_returned"},
       {kNoticeDraftCommented, "notice.draft_commented"},
       {kNoticeDraftPublished, "notice.draft_published"}}};
  const auto* kind = std::ranges::find(kKinds, notice.kind, [](const auto& row) { return row.first; });
  const auto id = base::Uuid::parse(notice.about);
  if (kind == kKinds.end() || !id) return {};
  if (notice.kind != kNoticeDraftPublished && !still_reads(reader, notice.account, *id))
    return messages.get("notice.other");
  const auto head = reader.head(*id);
  const auto title = head && head->type == model::Partnership::kType
                         ? held<model::Partnership>(*head).value.title
                         : base::Text();
  const auto name = title_line(title.str(messages.language()));
  return messages.get(kind->second, {{"title", std::string_view(name)}});
}

std::string party_name(store::Reader& reader, std::string_view organisation, std::string_view language) {
  const auto id = base::Uuid::parse(organisation);
  const auto head = id ? standing_head(reader, *id, model::Organisation::kType) : std::nullopt;
  if (!head) return std::string(organisation);
  constexpr std::size_t kLongestPartyName = 200;
  const auto known = held<model::Organisation>(*head).value;
  return std::string(base::clip_utf8(known.name.str(language), kLongestPartyName));
}

/// What a partnership is called now; its id where it has no title.
std::string partnership_words(store::Reader& reader, const base::Uuid& id, std::string_view language) {
  const auto head = standing_head(reader, id, model::Partnership::kType);
  const auto whole = head ? held<model::Partnership>(*head).value.title : base::Text();
  const auto title = whole.str(language);
  return title.empty() ? id.str() : title_line(title);
}

/// A notice of the reporting calendar; "" where it is of something else.
std::string calendar_words(store::Reader& reader, const store::Notification& notice,
                           const base::Messages& messages) {
  const auto language = messages.language();
  if (notice.kind == kNoticeReportDue) {
    const auto reminder = Reminder::parse(notice.about);
    if (!reminder) return {};
    const auto title = partnership_words(reader, reminder->partnership, language);
    const auto date = messages.date(reminder->due);
    return messages.get(reminder->days < 0 ? "notice.report_late" : "notice.report_due",
                        {{"title", std::string_view(title)}, {"date", std::string_view(date)}});
  }
  const auto id = base::Uuid::parse(notice.about);
  if (!id) return {};
  if (notice.kind == kNoticeAppealDecided) {
    const auto title = partnership_words(reader, *id, language);
    return messages.get("notice.appeal_decided", {{"title", std::string_view(title)}});
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kOfReports{
      {{kNoticeReportReturned, "notice.report_returned"},
       {kNoticeReportPublished, "notice.report_published"},
       {kNoticeReportWithdrawn, "notice.report_withdrawn"},
       {kNoticeReportDiscarded, "notice.report_discarded"}}};
  const auto* kind = std::ranges::find(kOfReports, notice.kind, [](const auto& row) { return row.first; });
  const auto head = kind == kOfReports.end() ? std::nullopt : reader.head(*id);
  if (!head || head->type != model::Report::kType) return {};
  const auto title = partnership_words(reader, held<model::Report>(*head).value.partnership, language);
  return messages.get(kind->second, {{"title", std::string_view(title)}});
}

/// A notice of a promise, a delivery or an agreement; "" where it is of something else.
std::string promise_words(store::Reader& reader, const store::Notification& notice,
                          const base::Messages& messages) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOfPromises{
      {{kNoticeAgreementWaits, "notice.agreement_waits"},
       {kNoticeAgreementSigned, "notice.agreement_signed"},
       {kNoticeAgreementWithdrawn, "notice.agreement_withdrawn"},
       {kNoticeDeliveriesWait, "notice.deliveries_wait"},
       {kNoticeDeliveryWaits, "notice.delivery_waits"},
       {kNoticeDeliveryChanged, "notice.delivery_changed"},
       {kNoticeDeliveryWithdrawn, "notice.delivery_withdrawn"},
       {kNoticePromiseOverdue, "notice.promise_overdue"}}};
  const auto* kind = std::ranges::find(kOfPromises, notice.kind, [](const auto& row) { return row.first; });
  const auto id = base::Uuid::parse(notice.about);
  const auto head = kind == kOfPromises.end() || !id ? std::nullopt : reader.head(*id);
  if (!head) return {};
  const auto partnership = model::keys_of(model::read_body(head->type, head->body)).partnership;
  if (!partnership) return {};
  const auto title = partnership_words(reader, *partnership, messages.language());
  return messages.get(kind->second, {{"title", std::string_view(title)}});
}

/// What a host government says of a partnership now, or that it is silent; "" for a notice of something else.
std::string host_answer_words(store::Reader& reader, const store::Notification& notice,
                              const base::Messages& messages) {
  constexpr std::size_t kIdLength = 36;
  const std::string_view about = notice.about;
  const auto id = base::Uuid::parse(about.substr(0, kIdLength));
  const auto* country = about.size() > kIdLength ? model::find_country(about.substr(kIdLength + 1)) : nullptr;
  if (notice.kind != kNoticeHostAnswer || !id || country == nullptr) return {};
  const auto language = messages.language();
  const auto title = partnership_words(reader, *id, language);
  const std::string name(country->name.str(language));
  for (const auto& head : reader.of_partnership(*id, model::HostAnswer::kType))
    if (const auto said = held<model::HostAnswer>(head).value;
        said.country == country->code && stands(head)) {
      const auto answer = model::label("host_answer", said.answer, language);
      return messages.get("notice.host_answer", {{"country", std::string_view(name)},
                                                 {"title", std::string_view(title)},
                                                 {"answer", std::string_view(answer)}});
    }
  return messages.get("notice.host_silent",
                      {{"country", std::string_view(name)}, {"title", std::string_view(title)}});
}

/// A notice of due diligence, which names no organisation: it may be read by mail; "" where it is of
/// something else.
std::string diligence_words(const store::Notification& notice, const base::Messages& messages) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOfDiligence{
      {{kNoticeDiligenceRequested, "notice.diligence_requested"},
       {kNoticeDiligenceAssigned, "notice.diligence_assigned"},
       {kNoticeDiligenceHanded, "notice.diligence_handed"},
       {kNoticeDiligenceBack, "notice.diligence_back"},
       {kNoticeDiligenceDecided, "notice.diligence_decided"},
       {kNoticeDiligenceStopped, "notice.diligence_stopped"},
       {kNoticeDiligenceShown, "notice.diligence_shown"},
       {kNoticeDiligenceAnswered, "notice.diligence_answered"},
       {kNoticeDiligenceEnds, "notice.diligence_ends"}}};
  const auto* kind = std::ranges::find(kOfDiligence, notice.kind, [](const auto& row) { return row.first; });
  if (kind == kOfDiligence.end()) return {};
  return messages.get(kind->second, {{"number", std::string_view(notice.about)}});
}

/// Empty where the webhook is gone.
std::string hook_notice(store::Reader& reader, const store::Notification& notice,
                        const base::Messages& messages) {
  const auto id = base::Uuid::parse(notice.about);
  const bool left = notice.kind == kNoticeHookLeft;
  if ((notice.kind != kNoticeHookFailed && !left) || !id) return {};
  const auto hook = reader.hooks().hook(*id);
  if (!hook) return {};
  const auto host = outbound::host_of_hook(hook->url);
  return messages.get(left ? "notice.hook_left" : "notice.hook_failed", {{"host", std::string_view(host)}});
}

std::int64_t interval_of(std::string_view every) {
  return every == kDigestWeekly ? 7 * kDayMs : kDayMs;
}

std::optional<DigestMail> composed(store::Reader& reader, const store::Account& account,
                                   const store::Digest& digest, const std::string& origin,
                                   const std::string& register_name) {
  std::vector<std::string> lines;
  base::Instant until;
  for (const auto& notice : reader.accounts().notifications_of(account.id, kInOneMail)) {
    if (notice.seen || notice.made <= digest.until) continue;
    until = std::max(until, notice.made);
    lines.push_back(notice_text(reader, notice, base::Messages::in(account.language)));
  }
  if (lines.empty()) return std::nullopt;
  const auto& messages = base::Messages::in(account.language);
  const auto count = static_cast<std::int64_t>(lines.size());
  DigestMail mail{account.id, account.address, account.language, {}, {}, until};
  mail.subject =
      messages.get("digest.subject", {{"count", count}, {"register", std::string_view(register_name)}});
  mail.text = messages.get("digest.hello", {{"name", std::string_view(account.name)}}) + "\n\n";
  for (const auto& line : lines) mail.text += "- " + line + "\n";
  const auto address = origin + "/" + account.language + "/account";
  mail.text += "\n" + messages.get("digest.where") + "\n" + address + "/notifications\n\n" +
               messages.get("digest.stop") + "\n" + address + "\n";
  return mail;
}

}  // namespace

void notify(store::AccountWriter& accounts, const base::Clock& clock, const base::Uuid& account,
            std::string_view kind, std::string_view about) {
  const auto now = clock.now();
  accounts.put_notification(
      {base::Uuid::v7(now), account, std::string(kind), std::string(about), now, false});
  accounts.forget_notifications(account, kKeptNotices);
}

void notify_anew(store::AccountWriter& accounts, const base::Clock& clock, const base::Uuid& account,
                 std::string_view kind, std::string_view about) {
  for (const auto& each : accounts.notifications_of(account, kKeptNotices))
    if (!each.seen && each.kind == kind && each.about == about)
      accounts.remove_notification(account, each.id);
  notify(accounts, clock, account, kind, about);
}

void tell_all(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
              std::set<base::Uuid> accounts, std::string_view kind, std::string_view about) {
  if (actor.account) accounts.erase(*actor.account);
  for (const auto& account : accounts)
    if (unit.accounts().account(account)) notify_anew(unit.accounts(), clock, account, kind, about);
}

bool is_digest(std::string_view every) {
  return every.empty() || every == kDigestDaily || every == kDigestWeekly;
}

std::string notice_text(store::Reader& reader, const store::Notification& notice,
                        const base::Messages& messages) {
  const auto of_role = [&](std::string_view key) {
    const auto label = role_words(reader, access::read_grant(notice.about), messages);
    return messages.get(key, {{"role", std::string_view(label)}});
  };
  if (notice.kind == kNoticeRoleGiven) return of_role("notice.role_given");
  if (notice.kind == kNoticeRoleWithdrawn) return of_role("notice.role_withdrawn");
  if (notice.kind == kNoticeRoleMoved) return of_role("notice.role_moved");
  const auto of_party = [&](std::string_view key) {
    const auto name = party_name(reader, notice.about, messages.language());
    return messages.get(key, {{"name", std::string_view(name)}});
  };
  if (notice.kind == kNoticePartNamed) return of_party("notice.part_named");
  if (notice.kind == kNoticePartChanged) return of_party("notice.part_changed");
  if (notice.kind == kNoticePartPrepared) return of_party("notice.part_prepared");
  if (notice.kind == kNoticeClaimEnded) return messages.get("notice.claim_ended");
  if (const auto told = claim_words(reader, notice, messages); !told.empty()) return told;
  if (const auto told = draft_words(reader, notice, messages); !told.empty()) return told;
  if (const auto told = calendar_words(reader, notice, messages); !told.empty()) return told;
  if (const auto told = host_answer_words(reader, notice, messages); !told.empty()) return told;
  if (const auto told = promise_words(reader, notice, messages); !told.empty()) return told;
  if (notice.kind == kNoticeConcernRaised) return messages.get("notice.concern_raised");
  if (notice.kind == kNoticeConcern || notice.kind == kNoticeConcernReply)
    return messages.get(notice.kind == kNoticeConcern ? "notice.concern" : "notice.concern_reply",
                        {{"number", std::string_view(notice.about)}});
  if (const auto told = diligence_words(notice, messages); !told.empty()) return told;
  if (notice.kind == kNoticeHitsWait) return messages.get("notice.hits_wait");
  if (notice.kind == kNoticeHitSame) return messages.get("notice.hit_same");
  if (notice.kind == kNoticeHitChanged) return messages.get("notice.hit_changed");
  if (const auto told = hook_notice(reader, notice, messages); !told.empty()) return told;
  return messages.get(notice.kind == kNoticeGuidance ? "notice.guidance" : "notice.other");
}

std::vector<NoticeLine> Notices::lines_of(store::Reader& reader, const base::Uuid& account, std::size_t limit,
                                          const base::Messages& messages) {
  std::vector<NoticeLine> lines;
  for (auto& notice : reader.accounts().notifications_of(account, limit)) {
    auto text = notice_text(reader, notice, messages);
    lines.push_back({std::move(notice), std::move(text)});
  }
  return lines;
}

std::vector<NoticeLine> Notices::own(const Visitor& visitor, std::size_t limit,
                                     const base::Messages& messages) const {
  const auto& id = require_signed_in(visitor);
  const auto reader = store_.read();
  return lines_of(*reader, id, limit, messages);
}

std::int64_t Notices::unread(const Visitor& visitor) const {
  const auto& id = require_signed_in(visitor);
  return store_.read()->accounts().unread_notifications(id);
}

void Notices::mark_read(const Visitor& visitor) {
  const auto& id = require_signed_in(visitor);
  store_.write({id.str()}, [&](store::UnitOfWork& unit) { unit.accounts().mark_notifications_seen(id); });
}

std::string Notices::digest(const Visitor& visitor) const {
  const auto& id = require_signed_in(visitor);
  return store_.read()->accounts().digest(id).every;
}

void Notices::set_digest(const Visitor& visitor, std::string_view every) {
  const auto& id = require_signed_in(visitor);
  if (!is_digest(every))
    throw base::BadInput("digest '" + std::string(every) + "'", "is none", "Choose daily, weekly or never.");
  store_.write({id.str()}, [&](store::UnitOfWork& unit) {
    auto digest = unit.accounts().digest(id);
    if (digest.every == every) return;
    // What was noticed before somebody asked for mails is in none; what is noticed in this moment is.
    if (digest.every.empty()) {
      digest.sent = clock_.now();
      digest.until = {digest.sent.ms - 1};
    }
    digest.every = every;
    unit.accounts().put_digest(id, digest);
  });
}

std::vector<DigestMail> Notices::due(const std::string& origin, const std::string& register_name,
                                     std::size_t limit) const {
  const auto now = clock_.now();
  const auto reader = store_.read();
  auto& accounts = reader->accounts();
  std::vector<DigestMail> mails;
  base::Uuid after;
  for (;;) {
    const auto page = accounts.accounts(after, kAccountsAtOnce);
    for (const auto& account : page) {
      if (mails.size() >= limit) return mails;
      if (account.state != store::AccountState::active) continue;
      const auto digest = accounts.digest(account.id);
      if (digest.every.empty() || digest.sent.ms + interval_of(digest.every) > now.ms) continue;
      if (auto mail = composed(*reader, account, digest, origin, register_name))
        mails.push_back(std::move(*mail));
    }
    if (page.size() < kAccountsAtOnce) return mails;
    after = page.back().id;
  }
}

bool Notices::sent(store::AccountWriter& accounts, const DigestMail& mail) const {
  const auto account = accounts.account(mail.account);
  auto digest = accounts.digest(mail.account);
  if (!account || account->state != store::AccountState::active || account->address != mail.to ||
      digest.every.empty() || digest.until >= mail.until)
    return false;
  digest.sent = clock_.now();
  digest.until = mail.until;
  accounts.put_digest(mail.account, digest);
  return true;
}

}  // namespace entente::registry

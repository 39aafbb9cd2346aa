// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/letters.hpp"

#include "base/messages.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kHoursAsDays = 48;  // from here on a time is said in days

std::string address_of_page(const Letterhead& head, std::string_view language, std::string_view page) {
  return head.url + "/" + std::string(language) + std::string(page);
}

std::string life_words(const base::Messages& messages, std::int64_t life_ms) {
  const auto hours = life_ms / kHourMs;
  return hours < kHoursAsDays ? messages.get("mail.link.life", {{"hours", hours}})
                              : messages.get("mail.link.days", {{"days", hours / 24}});
}

/// The whole of a letter: whom it greets, what it says, who sent it.
Words letter(const Letterhead& head, std::string_view kind, std::string_view to, std::string_view language,
             std::string_view greeted, const std::string& said) {
  const auto& messages = base::Messages::in(language);
  Words words;
  words.to = to;
  words.language = language;
  words.subject = messages.get("mail." + std::string(kind) + ".subject", {{"register", head.register_name}});
  words.text = messages.get("mail.greeting", {{"name", greeted}}) + "\n\n" + said + "\n\n-- \n" +
               messages.get("mail.foot", {{"register", head.register_name}, {"url", head.url}}) + "\n";
  return words;
}

std::string text_of_kind(const Letterhead& head, std::string_view kind, std::string_view language) {
  return base::Messages::in(language).get("mail." + std::string(kind) + ".text",
                                          {{"register", head.register_name}});
}

}  // namespace

Words letter_with_link(const Letterhead& head, std::string_view kind, const store::Account& account,
                       std::string_view secret, std::int64_t life_ms) {
  const auto& messages = base::Messages::in(account.language);
  auto said = text_of_kind(head, kind, account.language) + "\n" +
              address_of_page(head, account.language, "/link/" + std::string(secret)) + "\n\n" +
              life_words(messages, life_ms);
  if (kind != "invitation") said += "\n" + messages.get("mail.not_asked");
  // Whoever registers with another's address is not to write to them.
  return letter(head, kind, account.address, account.language,
                kind == "registration" || kind == "new_address" ? account.address : account.name, said);
}

Words letter_of_offer(const Letterhead& head, const store::RoleOffer& offer, std::string_view role,
                      std::string_view secret, std::int64_t life_ms) {
  const auto& messages = base::Messages::in(offer.language);
  const auto said = messages.get("mail.offer.text", {{"register", head.register_name}, {"role", role}}) +
                    "\n" + address_of_page(head, offer.language, "/offer/" + std::string(secret)) + "\n\n" +
                    life_words(messages, life_ms);
  return letter(head, "offer", offer.address, offer.language, offer.address, said);
}

Words letter_of_change(const Letterhead& head, std::string_view what, const store::Account& account,
                       base::Instant moment) {
  const auto& messages = base::Messages::in(account.language);
  const auto said = messages.get("mail.changed.text",
                                 {{"register", head.register_name}, {"time", messages.moment(moment)}}) +
                    " " + messages.get("mail.changed." + std::string(what)) + "\n\n" +
                    messages.get("mail.changed.not_you") + "\n" +
                    address_of_page(head, account.language, "/new-password");
  return letter(head, "changed", account.address, account.language, account.name, said);
}

Words letter_to_known(const Letterhead& head, const store::Account& account) {
  const auto said = text_of_kind(head, "known", account.language) + "\n" +
                    address_of_page(head, account.language, "/sign-in") + "\n\n" +
                    base::Messages::in(account.language).get("mail.not_asked");
  return letter(head, "known", account.address, account.language, account.name, said);
}

Words letter_of_concern(const Letterhead& head, std::string_view kind, std::int64_t number,
                        std::string_view to, std::string_view language, std::string_view secret) {
  const auto& messages = base::Messages::in(language);
  const auto said = messages.get("mail.concern." + std::string(kind),
                                 {{"register", head.register_name}, {"number", number}}) +
                    "\n" + address_of_page(head, language, "/concern/" + std::string(secret)) + "\n\n" +
                    messages.get("mail.concern.secret");
  return letter(head, "concern", to, language, to, said);
}

Words letter_to_admitted(const Letterhead& head, const store::Account& account) {
  const auto said = text_of_kind(head, "admitted", account.language) + "\n" +
                    address_of_page(head, account.language, "/sign-in");
  return letter(head, "admitted", account.address, account.language, account.name, said);
}

Words letter_of_test(const Letterhead& head, std::string_view to, std::string_view language) {
  return letter(head, "test", to, language, to, text_of_kind(head, "test", language));
}

}  // namespace entente::registry

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/post.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/sealed.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::size_t kLettersARound = 50;
constexpr std::int64_t kTakenMs = 5 * 60'000;   // longer than one delivery takes
constexpr std::int64_t kFirstRetryMs = 60'000;  // each further one waits three times as long
constexpr std::int64_t kLongestRetryMs = 3 * 3'600'000;
constexpr std::int64_t kFirstQuietMs = 15'000;  // each further one twice as long
constexpr std::int64_t kLongestQuietMs = 10 * 60'000;

std::string text_of(const json::object& fields, std::string_view name) {
  const auto* value = fields.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::object as_json(const Words& words) {
  return {{"to", words.to}, {"subject", words.subject}, {"text", words.text}, {"language", words.language}};
}

json::object as_json(const Asked& asked) {
  return {{"asks", asked.what == Asked::What::account ? "account" : "new password"},
          {"address", asked.address},
          {"name", asked.name},
          {"language", asked.language},
          {"network", asked.network}};
}

}  // namespace

void put_waiting(store::UnitOfWork& unit, const access::Key& key, base::Instant now, base::Instant expires,
                 const Waiting& waiting) {
  require_key_of_register(unit, key, "mail that waits");
  store::Letter letter;
  letter.id = base::Uuid::v7(now);
  letter.made = letter.due = now;
  letter.expires = expires;
  const auto fields = std::visit([](const auto& one) { return as_json(one); }, waiting);
  letter.sealed = key.seal(purpose_of_letter(letter.id), base::canonical_json(fields));
  unit.accounts().put_letter(letter);
}

std::optional<Waiting> read_waiting(const access::Key& key, const store::Letter& letter) {
  const auto text = key.open(purpose_of_letter(letter.id), letter.sealed);
  if (!text) return std::nullopt;
  boost::system::error_code fault;
  const auto value = json::parse(*text, fault);
  if (fault || !value.is_object()) return std::nullopt;
  const auto& fields = value.as_object();
  const auto asks = text_of(fields, "asks");
  if (asks.empty())
    return Words{text_of(fields, "to"), text_of(fields, "subject"), text_of(fields, "text"),
                 text_of(fields, "language")};
  return Asked{asks == "account" ? Asked::What::account : Asked::What::new_password,
               text_of(fields, "address"), text_of(fields, "name"), text_of(fields, "language"),
               text_of(fields, "network")};
}

void take_back_waiting(store::UnitOfWork& unit, const access::Key& key, std::string_view address) {
  constexpr base::Instant kEver{std::numeric_limits<std::int64_t>::max()};
  for (const auto& letter : unit.accounts().letters_due(kEver, kMostWaiting * 2)) {
    const auto waiting = read_waiting(key, letter);
    if (!waiting) continue;
    const auto* words = std::get_if<Words>(&*waiting);
    if ((words != nullptr ? words->to : std::get<Asked>(*waiting).address) == address)
      unit.accounts().remove_letter(letter.id);
  }
}

Postman::Postman(store::Store& store, const base::Clock& clock, access::Key key, Answer answer, Send send)
    : store_(store),
      clock_(clock),
      key_(std::move(key)),
      answer_(std::move(answer)),
      send_(std::move(send)) {}

int Postman::round() {
  const auto due = store_.read()->accounts().letters_due(clock_.now(), kLettersARound);
  return static_cast<int>(std::ranges::count_if(due, [this](const auto& letter) { return work(letter); }));
}

bool Postman::work(const store::Letter& letter) {
  if (letter.expires <= clock_.now()) {
    if (!take(letter)) return false;
    remove(letter.id);
    spdlog::warn("letter {}: its time is over, and it was not sent", letter.id.str());
    return true;
  }
  const auto waiting = read_waiting(key_, letter);
  if (!waiting) {
    // Of another node's key, which that node can read; else it expires.
    if (take(letter)) put_off(letter, kFirstRetryMs);
    return false;
  }
  if (const auto* words = std::get_if<Words>(&*waiting)) {
    if (!send_ || clock_.now() < quiet_until_) return false;
    return take(letter) && send(letter, *words);
  }
  if (!take(letter)) return false;
  answer_(std::get<Asked>(*waiting), letter.id);
  return true;
}

bool Postman::take(const store::Letter& letter) {
  bool taken = false;
  const auto now = clock_.now();
  store_.write({"system"}, [&](store::UnitOfWork& unit) {
    taken = false;
    // Read again: another may have taken it meanwhile, which then stands for later, or not at all.
    const auto due = unit.accounts().letters_due(letter.due, kLettersARound * 2);
    const auto stands = std::ranges::find(due, letter.id, &store::Letter::id);
    if (stands == due.end() || *stands != letter) return;
    auto mine = letter;
    mine.due = {now.ms + kTakenMs};
    ++mine.tries;
    unit.accounts().put_letter(mine);
    taken = true;
  });
  return taken;
}

bool Postman::send(const store::Letter& letter, const Words& words) {
  outbound::Delivery delivery;
  try {
    delivery = send_({letter.id.str(), words.to, words.subject, words.text, words.language, letter.made});
  } catch (const base::BadInput&) {
    // What it says holds the address, which is for no log.
    spdlog::warn("letter {}: mail cannot be sent to its address", letter.id.str());
    remove(letter.id);
    return true;
  }
  switch (delivery.outcome) {
    case outbound::Outcome::taken:
      quiet_ms_ = 0;
      remove(letter.id);
      return true;
    case outbound::Outcome::refused:
      spdlog::warn("letter {}: the relay refuses it: {}", letter.id.str(), delivery.why);
      remove(letter.id);
      return true;
    case outbound::Outcome::later:
      spdlog::info("letter {}: the relay takes it later: {}", letter.id.str(), delivery.why);
      break;
    case outbound::Outcome::unreachable:
      // Others would fail likewise, one time limit after the other.
      quiet_ms_ = std::clamp(2 * quiet_ms_, kFirstQuietMs, kLongestQuietMs);
      quiet_until_ = {clock_.now().ms + quiet_ms_};
      spdlog::warn("mail: the relay cannot be used for now: {}", delivery.why);
      put_off(letter, quiet_ms_);
      return false;
  }
  auto wait = kFirstRetryMs;
  for (std::int64_t n = 0; n < letter.tries && wait < kLongestRetryMs; ++n) wait *= 3;
  put_off(letter, std::min(wait, kLongestRetryMs));
  return false;
}

void Postman::remove(const base::Uuid& letter) {
  store_.write({"system"}, [&](store::UnitOfWork& unit) { unit.accounts().remove_letter(letter); });
}

void Postman::put_off(const store::Letter& letter, std::int64_t wait_ms) {
  auto later = letter;
  ++later.tries;
  later.due = {clock_.now().ms + wait_ms};
  store_.write({"system"}, [&](store::UnitOfWork& unit) { unit.accounts().put_letter(later); });
}

}  // namespace entente::registry

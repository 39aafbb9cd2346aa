// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/answer_cache.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/reply.hpp"

namespace entente::http {

namespace {

constexpr std::size_t kOverhead = 256;  // bytes: the entry itself, its nodes in list and map

bool saves_data(const Request& request) {
  return same_ignoring_case(request.header("save-data"), "on");
}

std::string key_of(const Request& request) {
  std::string key = request.target;
  // No target and no host holds a line break.
  key.append("\n").append(request.header("host"));
  key.append(accepts_coding(request.header("accept-encoding"), "gzip") ? "\ngzip" : "\n");
  if (saves_data(request)) key.append("\nsave-data");
  return key;
}

bool varies_by_key_alone(std::string_view vary) {
  constexpr std::array<std::string_view, 3> kInKey = {"accept-encoding", "save-data", ""};
  while (!vary.empty()) {
    auto name = vary.substr(0, vary.find(','));
    vary.remove_prefix(std::min(vary.size(), name.size() + 1));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (std::ranges::none_of(kInKey, [&](auto known) { return same_ignoring_case(name, known); }))
      return false;
  }
  return true;
}

bool may_be_kept(const Request& request, const Response& response) {
  return request.method == "GET" && response.status == 200 && !response.stream &&
         !response.header("etag").empty() && response.header("cache-control") == "no-cache" &&
         response.header("set-cookie").empty() && varies_by_key_alone(response.header("vary"));
}

std::size_t bytes_of(const std::string& key, const Response& response) {
  auto bytes = kOverhead + key.size() + response.body.size();
  for (const auto& [name, value] : response.headers)
    bytes += 2 * sizeof(std::string) + name.size() + value.size();
  return bytes;
}

Response unchanged(const Response& kept) {
  Response response;
  response.status = 304;
  for (const auto& [name, value] : kept.headers)
    if (!same_ignoring_case(name, "content-type") && !same_ignoring_case(name, "content-encoding"))
      response.set(name, value);
  return response;
}

}  // namespace

Response AnswerCache::answer(const Request& request, std::string_view state,
                             const std::function<Response(const Request&)>& make) {
  if (most_ == 0 || (request.method != "GET" && request.method != "HEAD")) return make(request);
  const auto key = key_of(request);
  if (const auto kept = find(key, state))
    return etag_matches(request.header("if-none-match"), kept->header("etag")) ? unchanged(*kept) : *kept;
  auto response = make(request);
  if (may_be_kept(request, response)) {
    compress(request, response);
    keep(key, state, response);
  }
  return response;
}

AnswerCache::Figures AnswerCache::figures() const {
  const std::scoped_lock lock(mutex_);
  auto figures = figures_;
  figures.answers = kept_.size();
  return figures;
}

std::shared_ptr<const Response> AnswerCache::find(const std::string& key, std::string_view state) {
  const std::scoped_lock lock(mutex_);
  if (state_ != state) {
    by_key_.clear();
    kept_.clear();
    figures_.bytes = 0;
    state_ = state;
  }
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    ++figures_.misses;
    return nullptr;
  }
  ++figures_.hits;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->response;
}

void AnswerCache::keep(const std::string& key, std::string_view state, const Response& response) {
  const auto bytes = bytes_of(key, response);
  if (bytes > most_ / 8) return;
  auto copy = std::make_shared<const Response>(response);
  const std::scoped_lock lock(mutex_);
  // What it was made from may have changed since, and another thread may have been as quick.
  if (state_ != state || by_key_.contains(key)) return;
  kept_.push_front({key, std::move(copy), bytes});
  by_key_.emplace(kept_.front().key, kept_.begin());
  figures_.bytes += bytes;
  while (figures_.bytes > most_) drop_last();
}

void AnswerCache::drop_last() {
  figures_.bytes -= kept_.back().bytes;
  by_key_.erase(kept_.back().key);
  kept_.pop_back();
}

}  // namespace entente::http

// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_crew.hpp"

#include <utility>

namespace entente::exchange::iati {

namespace {

constexpr std::size_t kBatchWeight = 128UL * 1024, kMostInHand = 4UL * 1024 * 1024;  // bytes

}  // namespace

PieceCrew::PieceCrew(std::size_t threads, const Root& root, const Sink& sink) : root_(root), sink_(sink) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

PieceCrew::~PieceCrew() {
  {
    const std::scoped_lock lock(mutex_);
    ended_ = true;
    waiting_.clear();
  }
  sent_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void PieceCrew::work() {
  PieceReader reader(root_, sink_);
  std::unique_lock lock(mutex_);
  while (true) {
    sent_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto batch = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      for (const auto& piece : batch->pieces) batch->read.push_back(reader.read(piece));
    } catch (...) {
      batch->failed = std::current_exception();
    }
    lock.lock();
    batch->done = true;
    read_.notify_one();
  }
}

void PieceCrew::put(const Piece& piece) {
  if (!open_) open_ = std::make_shared<Batch>();
  auto& own = open_->pieces.emplace_back(piece);
  own.bytes = open_->bytes.emplace_back(piece.bytes);
  open_->weight += piece.bytes.size();
  if (open_->weight >= kBatchWeight) send();
}

void PieceCrew::send() {
  if (!open_) return;
  {
    const std::scoped_lock lock(mutex_);
    weight_ += open_->weight;
    in_hand_.push_back(open_);
    waiting_.push_back(std::move(open_));
  }
  open_.reset();
  sent_.notify_one();
}

/// Takes the first batch in hand, once it is read.
std::vector<ReadPiece> PieceCrew::first(std::unique_lock<std::mutex>& lock) {
  const auto batch = in_hand_.front();
  read_.wait(lock, [&] { return batch->done; });
  in_hand_.pop_front();
  weight_ -= batch->weight;
  if (batch->failed) std::rethrow_exception(batch->failed);
  return std::move(batch->read);
}

std::vector<ReadPiece> PieceCrew::take() {
  std::unique_lock lock(mutex_);
  if (in_hand_.empty() || (!in_hand_.front()->done && weight_ < kMostInHand)) return {};
  return first(lock);
}

std::vector<ReadPiece> PieceCrew::take_rest() {
  send();
  std::unique_lock lock(mutex_);
  return in_hand_.empty() ? std::vector<ReadPiece>() : first(lock);
}

}  // namespace entente::exchange::iati

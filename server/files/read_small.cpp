// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/read_small.h"

#include "store/object_reader.h"

#include <array>

namespace cosftp {

namespace {

constexpr qsizetype mostBytes = 4 * 1024 * 1024;
constexpr std::size_t pieceBytes = 16 * 1024;

struct Reading
{
    QByteArray body;
    Handler<SmallObject> handler;
};

void end(ObjectReader *reader, const std::shared_ptr<Reading> &reading,
         const Result<SmallObject> &result)
{
    reader->disconnect();
    reader->deleteLater();
    if (reading->handler)
        std::exchange(reading->handler, nullptr)(result);
}

void take(ObjectReader *reader, const std::shared_ptr<Reading> &reading)
{
    std::array<char, pieceBytes> piece{};
    while (const qint64 count = reader->read(piece.data(), piece.size())) {
        reading->body.append(piece.data(), count);
        if (reading->body.size() > mostBytes)
            return end(reader, reading, Failure::of(Failure::Code::TooLarge));
    }
}

}  // namespace

void readSmallObject(ObjectStore &store, const QByteArray &key, QObject *context,
                     Handler<SmallObject> handler)
{
    auto *reader = store.read(key, {}, {}, context);
    const auto reading = std::make_shared<Reading>(Reading{{}, std::move(handler)});
    const auto onBytes = [reader, reading] { take(reader, reading); };
    QObject::connect(reader, &ObjectReader::opened, reader, onBytes);
    QObject::connect(reader, &ObjectReader::readyRead, reader, onBytes);
    QObject::connect(
        reader, &ObjectReader::finished, reader,
        [reader, reading](const Outcome &outcome) {
            if (!outcome)
                return end(reader, reading, outcome.error());
            end(reader, reading, SmallObject{reader->info(), reading->body});
        },
        Qt::QueuedConnection);  // it may end from inside read(), before the last piece is kept
}

void readSmall(ObjectStore &store, const QByteArray &key, QObject *context,
               Handler<QByteArray> handler)
{
    readSmallObject(store, key, context,
                    [handler = std::move(handler)](const Result<SmallObject> &object) {
                        handler(object ? Result<QByteArray>(object->content)
                                       : Result<QByteArray>(object.error()));
                    });
}

}  // namespace cosftp

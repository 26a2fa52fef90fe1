// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/history.h"

namespace cosftp::test {

/// Writes a history by hand. Each command takes one tick unless it is left open.
class HistoryWriter
{
public:
    HistoryWriter()
    {
        history.names = {"a", "b", "d/x", "e/x"};
        history.windowUs = 100'000;
    }

    Record &begin(Verb verb, const QByteArray &key, qint64 bytes = 0)
    {
        Record record;
        record.verb = verb;
        record.begin = moment();
        record.id = static_cast<OpId>(record.begin.order);
        record.session = session;
        record.opened = m_opened;
        record.user = user;
        record.address = 2;
        record.server = server;
        record.key = key;
        record.sent = {record.id, 0, bytes};
        record.isBegun = true;
        history.records += record;
        return history.records.last();
    }
    static void answer(Record &record, int code) { record.code = code; }
    void end(OpId id, int code)
    {
        for (Record &record : history.records)
            if (record.id == id) {
                record.end = moment();
                record.code = code;
            }
    }
    OpId whole(Verb verb, const QByteArray &key, qint64 bytes = 0, int code = 226)
    {
        const OpId id = begin(verb, key, bytes).id;
        end(id, code);
        return id;
    }
    OpId stor(const QByteArray &key, qint64 bytes) { return whole(Verb::Stor, key, bytes); }
    OpId appe(const QByteArray &key, qint64 bytes) { return whole(Verb::Appe, key, bytes); }
    OpId restStor(const QByteArray &key, qint64 offset, qint64 bytes, int code = 226)
    {
        Record &record = begin(Verb::RestStor, key, bytes);
        record.offset = offset;
        record.sent.from = offset;
        const OpId id = record.id;
        end(id, code);
        return id;
    }
    void retr(const QByteArray &key, const QList<Run> &runs)
    {
        Record &record = begin(Verb::Retr, key);
        record.read.runs = runs;
        end(record.id, 226);
    }
    void missing(const QByteArray &key) { whole(Verb::Retr, key, 0, 550); }
    void size(const QByteArray &key, qint64 bytes)
    {
        Record &record = begin(Verb::Size, key);
        record.size = bytes;
        end(record.id, 213);
    }
    OpId rename(Verb verb, const QByteArray &from, const QByteArray &to, int code = 250)
    {
        Record &record = begin(verb, from);
        record.target = to;
        const OpId id = record.id;
        end(id, code);
        return id;
    }
    /// An upload that breaks off; the reply says what is kept.
    OpId broken(const QByteArray &key, qint64 bytes, qint64 kept)
    {
        const OpId id = begin(Verb::Stor, key, bytes).id;
        history.records.last().isWhole = false;
        history.records.last().kept = kept;
        end(id, 426);
        return id;
    }
    void trouble() { history.troubles += {moment(), server, false, "an answer is lost"}; }
    void standing(const QByteArray &key, const QList<Run> &runs)
    {
        history.before[key] = Content{runs};
        m_order = 100;
    }
    void later(qint64 us) { m_us += us; }
    /// From now on commands come from a session that is opened at this moment.
    void enter(int newSession)
    {
        session = newSession;
        m_opened = moment();
    }

    History history;
    QByteArray user = "ann";
    int session = 1;
    int server = 0;

private:
    Moment moment()
    {
        m_us += 1000;
        return {++m_order, m_us};
    }
    Moment m_opened;
    qint64 m_order = 0;
    qint64 m_us = 0;
};

}  // namespace cosftp::test

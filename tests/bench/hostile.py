# SPDX-License-Identifier: GPL-3.0-or-later
"""Those who want a server to themselves, or to nobody: what `crowd --hostile` puts beside a good client.

All run in one event loop in a thread of its own. Each comes from one of several addresses 127.x.y.z, because the server
counts and bans addresses. What the server refuses is counted, by kind and by the reply's code.
"""
import asyncio
import collections
import contextlib
import re
import threading
import time

DEADLINE_S = 60


def address_of(kind, number, addresses=20):
    """127.KIND.0.N: no hostile party shares an address with a good one."""
    return f'127.{kind}.0.{number % addresses + 1}'


class Line:
    """A control connection."""

    def __init__(self, reader, writer, address):
        self.reader, self.writer, self.address = reader, writer, address

    @classmethod
    async def open(cls, port, address):
        async with asyncio.timeout(DEADLINE_S):
            return cls(*await asyncio.open_connection('127.0.0.1', port, local_addr=(address, 0), limit=65536), address)

    async def reply(self):
        """Code and text of the next reply; code 0 if the line was closed instead."""
        async with asyncio.timeout(DEADLINE_S):
            while line := await self.reader.readline():
                if re.match(rb'\d{3} ', line):
                    return int(line[:3]), line.decode(errors='replace')
        return 0, ''

    async def send(self, text):
        self.writer.write(text.encode() + b'\r\n')
        return await self.reply()

    async def log_in(self, user='user', password='secret'):
        await self.reply()
        await self.send(f'USER {user}')
        code, _ = await self.send(f'PASS {password}')
        return code

    async def data(self, command):
        """Reader and writer of a data connection whose command was answered with 150."""
        _, text = await self.send('EPSV')
        port = re.search(r'\|\|\|(\d+)\|', text)
        if not port:
            raise ConnectionError(text)
        streams = await asyncio.open_connection('127.0.0.1', int(port[1]), local_addr=(self.address, 0), limit=4096)
        code, text = await self.send(command)
        if code != 150:
            raise ConnectionError(text)
        return streams

    def close(self):
        self.writer.close()


class Company:
    """Hostile parties that are there until stop()."""

    def __init__(self, port):
        self.port = port
        self.counts = collections.Counter()
        self.longest_ms = collections.Counter()
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._tasks = []
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def add(self, count, party):
        """`party(number)` is a coroutine of this class; one task for each number."""
        async def begin():
            self._tasks += [self._loop.create_task(self._guarded(party, number)) for number in range(count)]
        asyncio.run_coroutine_threadsafe(begin(), self._loop).result(DEADLINE_S)

    async def _guarded(self, party, number):
        while not self._stopping.is_set():
            try:
                await party(number)
            except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                self.counts[f'{party.__name__}: {type(error).__name__}'] += 1
            await self._pause(0.2)

    async def _pause(self, seconds):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def silent(self, number):
        """Connects and says nothing, until it is thrown out; then again."""
        line = await Line.open(self.port, address_of(10, number))
        try:
            code, _ = await line.reply()
            self.counts[f'silent: {code or "closed at once"}'] += 1
            while code == 220 and not self._stopping.is_set() and not line.reader.at_eof():
                reading = asyncio.ensure_future(line.reader.read(4096))
                stopping = asyncio.ensure_future(self._stopping.wait())
                await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
                reading.cancel()
                stopping.cancel()
        finally:
            line.close()

    async def guessing(self, number):
        """Wrong passwords for a user that exists, each another one."""
        line = await Line.open(self.port, address_of(11, number, 50))
        try:
            code, _ = await line.reply()
            for guess in range(10):
                if code in (0, 421) or self._stopping.is_set():
                    break
                await line.send('USER user')
                begun = time.monotonic()
                code, _ = await line.send(f'PASS guess-{number}-{guess}')
                took = int((time.monotonic() - begun) * 1000)
                self.longest_ms['guessing'] = max(self.longest_ms['guessing'], took)
                self.counts[f'guessing: {code or "closed"}'] += 1
        finally:
            line.close()

    async def slow_reader(self, number):
        """Takes a thousand bytes a second of a large file."""
        line = await Line.open(self.port, address_of(12, number))
        try:
            self.counts[f'slow_reader: {await line.log_in()}'] += 1
            reader, writer = await line.data('RETR large')
            while not self._stopping.is_set() and await reader.read(1000):
                await self._pause(1)
            writer.close()
        finally:
            line.close()

    async def ten_bytes(self, number):
        """Ten bytes of an upload, and then nothing."""
        line = await Line.open(self.port, address_of(13, number))
        try:
            self.counts[f'ten_bytes: {await line.log_in()}'] += 1
            _, writer = await line.data(f'STOR ten-{number}')
            writer.write(b'0123456789')
            await writer.drain()
            await self._stopping.wait()
            writer.transport.abort()
        finally:
            line.close()

    async def folder_rename(self, number):
        """A folder there and back again."""
        line = await Line.open(self.port, address_of(14, number))
        try:
            self.counts[f'folder_rename: {await line.log_in()}'] += 1
            names = [f'folder-{number}', f'folder-{number}-new']
            while not self._stopping.is_set():
                line.writer.write(f'RNFR {names[0]}\r\nRNTO {names[1]}\r\n'.encode())
                await line.reply()
                while line.reader.at_eof() is False and not self._stopping.is_set():
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            code = (await line.reader.readline())[:4]
                            if re.match(rb'\d{3} ', code):
                                self.counts[f'folder_rename: {code.decode().strip()}'] += 1
                                names.reverse()
                                break
        finally:
            line.close()

    def stop(self):
        async def end():
            self._stopping.set()
            _, late = await asyncio.wait(self._tasks, timeout=DEADLINE_S) if self._tasks else (None, ())
            for task in late:
                task.cancel()
        asyncio.run_coroutine_threadsafe(end(), self._loop).result(2 * DEADLINE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(DEADLINE_S)

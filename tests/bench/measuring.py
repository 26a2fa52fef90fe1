# SPDX-License-Identifier: GPL-3.0-or-later
"""What every benchmark starts with: a network of its own, built programs, and figures from /proc."""
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOLS = ROOT / 'build/bench'
BIN = pathlib.Path(os.environ.setdefault('COSFTP_BIN', str(ROOT / 'build/release/bin')))
sys.path.insert(0, str(HERE.parent / 'clients'))
import fixture  # noqa: E402

TICKS = os.sysconf('SC_CLK_TCK')


def enter_private_network():
    """Runs the script again in a network namespace whose loopback has the MTU of a real line (1500).

    Plain loopback (MTU 65536) provokes Nagle's algorithm and delayed acknowledgements where no real line does.
    """
    if os.environ.get('COSFTP_BENCH_NETWORK') == 'private':
        return
    name = f'cosftp-bench-{os.getpid()}'
    subprocess.run(['ip', 'netns', 'add', name], check=True)
    try:
        subprocess.run(['ip', '-n', name, 'link', 'set', 'lo', 'mtu', '1500', 'up'], check=True)
        status = subprocess.run(['ip', 'netns', 'exec', name, sys.executable, '-B', *sys.argv], check=False,
                                env={**os.environ, 'COSFTP_BENCH_NETWORK': 'private'}).returncode
    finally:
        subprocess.run(['ip', 'netns', 'del', name], check=True)
    sys.exit(status)


def build():
    """The release programs and the benchmark's own tools."""
    if 'release' in str(BIN):
        subprocess.run(['cmake', '--preset', 'release'], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(['cmake', '--build', '--preset', 'release', '--target', 'cosftpd', 'cosftp-localcos'],
                       cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    TOOLS.mkdir(parents=True, exist_ok=True)
    flags = ['-O2', '-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Wconversion', '-Werror', '-pthread']
    subprocess.run(['gcc', *flags, '-o', TOOLS / 'relay', HERE / 'relay.c'], check=True)
    for name in ('load', 'farstore'):
        subprocess.run(['g++', '-std=c++20', *flags, '-o', TOOLS / name, HERE / f'{name}.cpp'], check=True)


def temporary_folder():
    """In memory where possible: a disk's mood is not what is measured."""
    return tempfile.TemporaryDirectory(prefix='cosftp-bench-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)


def cpu_seconds(pid):
    """User and system time of a process with all its threads."""
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_kib(pid, field='VmRSS'):
    for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith(field + ':'):
            return int(line.split()[1])
    raise KeyError(field)


def open_files(pid):
    """What the descriptors of a process lead to: "socket:[1]", "/a/path", ..."""
    links = []
    for descriptor in pathlib.Path(f'/proc/{pid}/fd').iterdir():
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(descriptor))
    return links


def written_to_disk(pid):
    """Bytes that a process gave to file systems on disks."""
    for line in pathlib.Path(f'/proc/{pid}/io').read_text().splitlines():
        if line.startswith('write_bytes:'):
            return int(line.split()[1])
    raise KeyError('write_bytes')


def reset_peak(pid):
    pathlib.Path(f'/proc/{pid}/clear_refs').write_text('5')


class FarStore:
    """The proxy between server and store; see farstore.cpp."""

    def __init__(self, store_port):
        self.process = subprocess.Popen([TOOLS / 'farstore', str(store_port)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def tell(self, words):
        self.process.stdin.write(words + '\n')
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)


def load(port, *words, deadline_s=900):
    """The load generator's figures as a dictionary."""
    done = subprocess.run([TOOLS / 'load', str(port), *map(str, words)], capture_output=True, text=True, check=False,
                          timeout=deadline_s)
    if done.returncode != 0:
        raise RuntimeError(f'load {words}: {done.stderr.strip()}')
    return {name: float(value) for name, value in (pair.split('=') for pair in done.stdout.split())}

import { sourcesForSuite } from './apt-sources.js';

const DEB822 = `# comment
Types: deb deb-src
# URIs: http://old.example/debian
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no
`;

describe('package sources for another suite', () => {
  it('keep the mirror and the keyring, and leave out the rest', () => {
    const result = sourcesForSuite([{ name: 'debian.sources', text: DEB822 }], 'bookworm', 'trixie');
    expect(result).toEqual({
      name: 'test.sources',
      text: [
        'Types: deb',
        'URIs: http://mirror.example/debian',
        'Suites: trixie',
        'Components: main',
        'Signed-By: /usr/share/keyrings/archive.gpg',
        '',
      ].join('\n'),
    });
  });

  it('are read from one-line files too', () => {
    const text = [
      'deb [signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib',
      'deb-src http://mirror.example/debian bookworm main',
      'deb http://mirror.example/debian bookworm-updates main',
      '# deb http://mirror.example/debian bookworm main',
    ].join('\n');
    expect(sourcesForSuite([{ name: 'sources.list', text }], 'bookworm', 'trixie')).toEqual({
      name: 'test.list',
      text: 'deb [signed-by=/k.gpg] http://mirror.example/debian trixie main contrib\n',
    });
  });

  it('are none when no source is for this release', () => {
    const files = [{ name: 'other.sources', text: 'Types: deb\nURIs: http://x.example\nSuites: stable\n' }];
    expect(sourcesForSuite(files, 'bookworm', 'trixie')).toBeUndefined();
  });
});

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app/app.tsx';
import { applyTheme, storedTheme } from './app/theme.ts';
import './app/styles.css';

// zod would try to compile its parsers, which our policy of scripts refuses.
z.config({ jitless: true });
applyTheme(storedTheme());
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

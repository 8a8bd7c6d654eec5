import { createRoot } from 'react-dom/client'
import '../shared/theme.css'
import './console.css'
import './merchandising.css'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
